package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class ReconcileConfigurationTest {

  private static final String PREFIX = "terminal.provisioner.reconcile.";

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(ReconcileConfiguration.class)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Traces.class, () -> Traces.OFF)
          .withBean(Cluster.class, () -> new FakeCluster(new ManualClock()))
          .withBean(Opener.class, () -> Fixtures.OPENER)
          .withBean(
              EventLog.class, () -> (id, event) -> CompletableFuture.<Void>completedFuture(null))
          .withBean("partitionCount", IntSupplier.class, () -> () -> 12)
          .withBean("caughtUp", IntPredicate.class, () -> partition -> true);

  @Test
  void the_defaults_are_those_of_the_reference() {
    context.run(
        started -> {
          assertThat(started).hasSingleBean(RowListener.class);
          assertThat(started).hasSingleBean(Revocations.class);
          assertThat(started.getBean(RevocationSettings.class))
              .isEqualTo(new RevocationSettings(true, Duration.ofMinutes(1)));
          assertThat(started.getBean(ReconcileSettings.class))
              .isEqualTo(
                  new ReconcileSettings(
                      8,
                      Duration.ofMillis(200),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(30),
                      Duration.ofMinutes(3),
                      Duration.ofSeconds(15),
                      Duration.ofMinutes(1),
                      Duration.ofSeconds(5),
                      Duration.ofMinutes(1),
                      3,
                      Duration.ofMinutes(2)));
        });
  }

  @Test
  void every_setting_has_its_name() {
    context
        .withPropertyValues(
            PREFIX + "at-once=1",
            PREFIX + "first-retry=10ms",
            PREFIX + "longest-retry=1s",
            PREFIX + "sweep-interval=2s",
            PREFIX + "report-again=3s",
            PREFIX + "provision-timeout=4s",
            PREFIX + "image-patience=5s",
            PREFIX + "scheduling-patience=6s",
            PREFIX + "refusal-patience=7s",
            PREFIX + "crash-patience=8s",
            PREFIX + "restarts=9",
            PREFIX + "node-patience=11s")
        .run(
            started ->
                assertThat(started.getBean(ReconcileSettings.class))
                    .isEqualTo(
                        new ReconcileSettings(
                            1,
                            Duration.ofMillis(10),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(6),
                            Duration.ofSeconds(7),
                            Duration.ofSeconds(8),
                            9,
                            Duration.ofSeconds(11))));
  }

  @Test
  void reviews_of_tokens_have_their_settings_too() {
    String prefix = "terminal.provisioner.revocation.";
    context
        .withPropertyValues(prefix + "enabled=false", prefix + "interval=10s")
        .run(
            started -> {
              assertThat(started).doesNotHaveBean(Revocations.class);
              assertThat(started.getBean(RevocationSettings.class))
                  .isEqualTo(new RevocationSettings(false, Duration.ofSeconds(10)));
            });
    context
        .withPropertyValues(prefix + "interval=9s")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .hasStackTraceContaining("must be 10s to 1h"));
  }

  @ParameterizedTest
  @CsvSource({
    "at-once, 0, 1",
    "at-once, 257, 256",
    "sweep-interval, 1ms, 1 second",
    "provision-timeout, 2h, 1 hour",
    "restarts, 0, 1",
  })
  void a_setting_out_of_bounds_is_named_with_its_bound(String name, String value, String bound) {
    context
        .withPropertyValues(PREFIX + name + "=" + value)
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .hasStackTraceContaining(
                        name.replace("-o", "O").replace("-i", "I").replace("-t", "T"))
                    .hasStackTraceContaining(bound));
  }
}
