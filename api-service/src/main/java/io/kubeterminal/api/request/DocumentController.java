package io.kubeterminal.api.request;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the description of this API. It does not lie in the shared folder {@code static}, because
 * another service may be on the same class path.
 */
@RestController
class DocumentController {

  private static final Resource DOCUMENT = new ClassPathResource("api-service/openapi.yaml");

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(DOCUMENT);
  }
}
