package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ApiSettingsTest {

  @EnableConfigurationProperties(ApiSettings.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    runner.run(
        context ->
            assertThat(context.getBean(ApiSettings.class))
                .isEqualTo(
                    new ApiSettings(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        1_000,
                        Duration.ofSeconds(60),
                        Duration.ofDays(1),
                        Duration.ofMinutes(10),
                        Set.of(),
                        Set.of("https://kubernetes.default.svc"),
                        Duration.ofHours(24),
                        CredentialRule.REQUIRED,
                        Duration.ofSeconds(4),
                        10_000,
                        Duration.ofSeconds(10),
                        1_000,
                        Duration.ofSeconds(15),
                        10_000,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30))));
  }

  @Test
  void everyPropertyByName() {
    runner
        .withPropertyValues(
            "terminal.api.default-wait=1s",
            "terminal.api.max-wait=2s",
            "terminal.api.row-wait=3s",
            "terminal.api.max-waiting=4",
            "terminal.api.min-ttl=61s",
            "terminal.api.max-ttl=63s",
            "terminal.api.default-ttl=62s",
            "terminal.api.images=a:1,b:2",
            "terminal.api.api-servers=https://a,https://b:1",
            "terminal.api.max-lifetime=2m",
            "terminal.api.credential=optional",
            "terminal.api.publish-timeout=2s",
            "terminal.api.max-publishing=5",
            "terminal.api.beacon-period=6s",
            "terminal.api.max-streams=7",
            "terminal.api.keep-alive=8s",
            "terminal.api.max-pending=9",
            "terminal.api.pending-for=10s",
            "terminal.api.partition-check=11s")
        .run(
            context ->
                assertThat(context.getBean(ApiSettings.class))
                    .isEqualTo(
                        new ApiSettings(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3),
                            4,
                            Duration.ofSeconds(61),
                            Duration.ofSeconds(63),
                            Duration.ofSeconds(62),
                            Set.of("a:1", "b:2"),
                            Set.of("https://a", "https://b:1"),
                            Duration.ofMinutes(2),
                            CredentialRule.OPTIONAL,
                            Duration.ofSeconds(2),
                            5,
                            Duration.ofSeconds(6),
                            7,
                            Duration.ofSeconds(8),
                            9,
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(11))));
  }

  @ParameterizedTest
  @CsvSource({
    "publish-timeout, 5s",
    "publish-timeout, 10ms",
    "beacon-period, 11s",
    "min-ttl, 59s",
    "max-ttl, 86401s",
    "max-waiting, 0",
    "max-publishing, 0",
    "row-wait, -1s",
    "default-wait, 61s",
    "default-ttl, 59s",
    "default-ttl, 2d",
    "keep-alive, 0s",
    "max-lifetime, 59s",
    "max-lifetime, 31d",
  })
  void aWrongValueStopsTheStart(String name, String value) {
    runner
        .withPropertyValues("terminal.api." + name + "=" + value)
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void theErrorSaysWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                SettingsOf.bind(
                    ApiSettings.class, "terminal.api", Map.of("terminal.api.default-ttl", "59s")))
        .rootCause()
        .hasMessage(
            "terminal.api.default-ttl must be between terminal.api.min-ttl and"
                + " terminal.api.max-ttl");
  }
}
