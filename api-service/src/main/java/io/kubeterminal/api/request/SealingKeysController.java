package io.kubeterminal.api.request;

import com.nimbusds.jose.jwk.JWKSet;
import io.kubeterminal.sealing.KeyFile;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the public keys, so that other services can seal credentials themselves. */
@RestController
class SealingKeysController {

  private static final Duration CACHED = Duration.ofMinutes(5);

  private final KeyFile<JWKSet> keys;

  SealingKeysController(KeyFile<JWKSet> sealingKeys) {
    this.keys = sealingKeys;
  }

  @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> keys() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(CACHED))
        .body(keys.get().toJSONObject());
  }
}
