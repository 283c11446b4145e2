package io.kubeterminal.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "PATH", "/bin",
              "SCHEMA_REGISTRY_HOST_NAME", "registry",
              "SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://a:9092, b:9092"));

  @Test
  void withoutListenersItListensEverywhereAsTheOriginalDoes() {
    RegistrySettings settings = RegistrySettings.of(environment);
    assertThat(settings.bootstrapServers()).isEqualTo("a:9092,b:9092");
    assertThat(settings.address().getPort()).isEqualTo(8081);
    assertThat(settings.address().getAddress().isAnyLocalAddress()).isTrue();
  }

  @Test
  void itListensWhereItIsTold() {
    environment.put("SCHEMA_REGISTRY_LISTENERS", "http://127.0.0.1:9999");
    assertThat(RegistrySettings.of(environment).address().getPort()).isEqualTo(9999);
    assertThat(RegistrySettings.of(environment).address().getAddress().isLoopbackAddress())
        .isTrue();
  }

  @Test
  void whatItDoesNotHonourIsRefused() {
    environment.put("SCHEMA_REGISTRY_KAFKASTORE_SECURITY_PROTOCOL", "SASL_SSL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistrySettings.of(environment))
        .withMessageStartingWith("SCHEMA_REGISTRY_KAFKASTORE_SECURITY_PROTOCOL is not honoured");
  }

  @Test
  void listenersOfAnotherKindAreRefused() {
    environment.put("SCHEMA_REGISTRY_LISTENERS", "https://0.0.0.0:8081");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistrySettings.of(environment))
        .withMessage("SCHEMA_REGISTRY_LISTENERS must be one http://HOST:PORT");
  }

  @Test
  void kafkaMustBeNamed() {
    environment.remove("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistrySettings.of(environment))
        .withMessage("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS is required");
  }
}
