package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.gateway.inside.Reach;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GatewaySettingsTest {

  @EnableConfigurationProperties(GatewaySettings.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    runner.run(
        context ->
            assertThat(context.getBean(GatewaySettings.class))
                .isEqualTo(
                    new GatewaySettings(
                        Reach.AUTO,
                        "default",
                        "kube-terminal",
                        Duration.ofSeconds(30),
                        10_000,
                        2_000,
                        100,
                        10,
                        Duration.ofSeconds(5),
                        16_384,
                        1_048_576,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1))));
  }

  @Test
  void everyPropertyByName() {
    runner
        .withPropertyValues(
            "terminal.api.gateway.reach=port-forward",
            "terminal.api.gateway.namespace=shells",
            "terminal.api.gateway.installation=blue",
            "terminal.api.gateway.ticket-life=1s",
            "terminal.api.gateway.max-tickets=2",
            "terminal.api.gateway.max-connections=3",
            "terminal.api.gateway.max-connections-per-user=4",
            "terminal.api.gateway.max-connections-per-terminal=5",
            "terminal.api.gateway.connect-timeout=6s",
            "terminal.api.gateway.buffer-bytes=7000",
            "terminal.api.gateway.max-message-bytes=80000",
            "terminal.api.gateway.ping=9s",
            "terminal.api.gateway.pong-timeout=10s",
            "terminal.api.gateway.beat-period=11s",
            "terminal.api.gateway.unattended=12m")
        .run(
            context ->
                assertThat(context.getBean(GatewaySettings.class))
                    .isEqualTo(
                        new GatewaySettings(
                            Reach.PORT_FORWARD,
                            "shells",
                            "blue",
                            Duration.ofSeconds(1),
                            2,
                            3,
                            4,
                            5,
                            Duration.ofSeconds(6),
                            7_000,
                            80_000,
                            Duration.ofSeconds(9),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(11),
                            Duration.ofMinutes(12))));
  }

  @ParameterizedTest
  @CsvSource({
    "reach, tunnel",
    "namespace, ''",
    "installation, ' '",
    "ticket-life, 301s",
    "max-tickets, 0",
    "max-connections, 0",
    "max-connections-per-user, 0",
    "max-connections-per-terminal, 0",
    "connect-timeout, 31s",
    "buffer-bytes, 1023",
    "max-message-bytes, 65535",
    "ping, 99ms",
    "pong-timeout, 301s",
    "beat-period, 999ms",
    "unattended, -1s",
  })
  void aWrongValueStopsTheStart(String name, String value) {
    runner
        .withPropertyValues("terminal.api.gateway." + name + "=" + value)
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void theErrorNamesTheSetting() {
    assertThatThrownBy(
            () ->
                SettingsOf.bind(
                    GatewaySettings.class,
                    "terminal.api.gateway",
                    Map.of("terminal.api.gateway.reach", "tunnel")))
        .hasMessageContaining("terminal.api.gateway.reach");
  }
}
