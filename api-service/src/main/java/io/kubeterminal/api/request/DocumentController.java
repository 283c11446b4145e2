package io.kubeterminal.api.request;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the descriptions of this API and of the topics. They do not lie in the shared folder
 * {@code static}, because another service may be on the same class path.
 */
@RestController
class DocumentController {

  private static final Resource OF_THE_API = new ClassPathResource("api-service/openapi.yaml");
  private static final Resource OF_THE_TOPICS = new ClassPathResource("schemas/asyncapi.yaml");

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> api() {
    return yaml(OF_THE_API);
  }

  @GetMapping("/asyncapi.yaml")
  ResponseEntity<Resource> topics() {
    return yaml(OF_THE_TOPICS);
  }

  private static ResponseEntity<Resource> yaml(Resource document) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(document);
  }
}
