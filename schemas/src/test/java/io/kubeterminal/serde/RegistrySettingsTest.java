package io.kubeterminal.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

  private static final String URL = "http://localhost:8081";

  @Test
  void only_the_url_has_no_default() {
    assertThat(RegistrySettings.from(Map.of("schema.registry.url", URL)))
        .isEqualTo(
            new RegistrySettings(
                List.of(URI.create(URL)),
                true,
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3)));
    assertThatThrownBy(() -> RegistrySettings.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void every_setting_has_the_name_that_confluent_gave_it() {
    assertThat(
            RegistrySettings.from(
                Map.of(
                    "schema.registry.url", " http://one:1/, https://two:2/base ",
                    "auto.register.schemas", "false",
                    "basic.auth.credentials.source", "USER_INFO",
                    "basic.auth.user.info", "user:password",
                    "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                    "http.connect.timeout.ms", "10",
                    "http.read.timeout.ms", "20",
                    "bootstrap.servers", "a setting of somebody else")))
        .isEqualTo(
            new RegistrySettings(
                List.of(URI.create("http://one:1"), URI.create("https://two:2/base")),
                false,
                "user:password",
                Duration.ofMillis(10),
                Duration.ofMillis(20)));
  }

  @Test
  void credentials_in_a_url_are_taken_out_of_it() {
    RegistrySettings settings =
        RegistrySettings.from(Map.of("schema.registry.url", "http://me:p%40ss@one:1,http://two:2"));
    assertThat(settings.urls())
        .containsExactly(URI.create("http://one:1"), URI.create("http://two:2"));
    assertThat(settings.userInfo()).isEqualTo("me:p@ss");
    assertThat(settings.toString()).doesNotContain("p@ss").doesNotContain("p%40ss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schema.registry.url           | localhost:8081                | http://host:port or https://host:port
          schema.registry.url           | ftp://localhost               | http://host:port or https://host:port
          schema.registry.url           | 'http://ok:1,http://not ok:2' | http://host:port or https://host:port
          schema.registry.url           | ''                            | http://host:port or https://host:port
          auto.register.schemas         | perhaps                       | true or false
          basic.auth.credentials.source | SASL_INHERIT                  | URL or USER_INFO
          value.subject.name.strategy   | TopicNameStrategy             | only TopicRecordNameStrategy
          http.read.timeout.ms          | 0                             | at least 1
          http.connect.timeout.ms       | -1                            | at least 1
          """)
  void a_wrong_value_is_named_with_what_is_allowed(String setting, String value, String allowed) {
    Map<String, String> settings = new HashMap<>(Map.of("schema.registry.url", URL));
    settings.put(setting, value);
    assertThatThrownBy(() -> RegistrySettings.from(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://me:hunter2@host", "http://me:hunter2@ho st", "me:hunter2@host"})
  void a_wrong_url_is_named_without_its_password(String url) {
    assertThatThrownBy(() -> RegistrySettings.from(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hunter2");
  }
}
