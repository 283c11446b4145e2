package io.kubeterminal.api.request;

import com.nimbusds.jose.jwk.JWKSet;
import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the keys that credentials are sealed to; without them no terminal can be asked for. */
@Configuration(proxyBeanMethods = false)
class SealingConfiguration {

  /** Public halves only, whatever the file holds; it is read again when keys are rotated. */
  @Bean
  KeyFile<JWKSet> sealingKeys(SealingSettings settings) {
    try {
      return new KeyFile<>(
          Path.of(settings.publicKeys()), file -> SealingKeys.read(file).toPublicJWKSet());
    } catch (IOException e) {
      throw new InvalidConfigurationPropertyValueException(
          "terminal.sealing.public-keys",
          settings.publicKeys(),
          "It must be the path of a JWK set file that can be read.");
    }
  }

  @Bean
  Sealer sealer(KeyFile<JWKSet> sealingKeys) {
    return new Sealer(sealingKeys);
  }
}
