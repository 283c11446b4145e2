package io.kubeterminal.provisioner;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.SealingKeys;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the private keys that open sealed credentials. */
@Configuration(proxyBeanMethods = false)
class SealingConfiguration {

  @Bean
  Opener opener(SealingSettings settings) throws IOException {
    KeyFile<JWKSet> keys = new KeyFile<>(settings.privateKeys(), SealingKeys::read);
    if (keys.get().getKeys().stream().noneMatch(JWK::isPrivate)) {
      throw new IOException(settings.privateKeys() + " holds no private key");
    }
    return new Opener(keys);
  }
}
