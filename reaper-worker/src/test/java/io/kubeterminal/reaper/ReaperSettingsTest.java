package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ReaperSettingsTest {

  @EnableConfigurationProperties({ReaperSettings.class, TopicSettings.class})
  private static class Settings {}

  private static final ApplicationContextRunner CONTEXT =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  static ReaperSettings defaults() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("terminal.reaper", Bindable.of(ReaperSettings.class));
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(defaults())
        .isEqualTo(
            new ReaperSettings(
                "kube-terminal-reaper",
                "streams",
                1,
                Duration.ofMinutes(2),
                Duration.ofDays(30),
                Duration.ofMillis(100),
                200,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
  }

  @Test
  void everyNameIsBound() {
    CONTEXT
        .withPropertyValues(
            "terminal.reaper.application-id=mine",
            "terminal.reaper.group-protocol=classic",
            "terminal.reaper.threads=2",
            "terminal.reaper.warning=1m",
            "terminal.reaper.max-lifetime=2d",
            "terminal.reaper.tick=200ms",
            "terminal.reaper.work-per-tick=500",
            "terminal.reaper.beacon-freshness=25s",
            "terminal.reaper.dead-beacon=1h",
            "terminal.reaper.orphan-beat-grace=10m",
            "terminal.reaper.start-retry=3s",
            "terminal.reaper.close-timeout=20s",
            "terminal.topics.partitions=3",
            "terminal.topics.create=false")
        .run(
            context -> {
              assertThat(context.getBean(ReaperSettings.class))
                  .isEqualTo(
                      new ReaperSettings(
                          "mine",
                          "classic",
                          2,
                          Duration.ofMinutes(1),
                          Duration.ofDays(2),
                          Duration.ofMillis(200),
                          500,
                          Duration.ofSeconds(25),
                          Duration.ofHours(1),
                          Duration.ofMinutes(10),
                          Duration.ofSeconds(3),
                          Duration.ofSeconds(20)));
              assertThat(context.getBean(TopicSettings.class))
                  .isEqualTo(new TopicSettings(3, false));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "terminal.reaper.application-id, a b, 'must be 1 to 100 letters'",
    "terminal.reaper.group-protocol, consumer, 'must be streams or classic'",
    "terminal.reaper.threads, 0, 'greater than or equal to 1'",
    "terminal.reaper.max-lifetime, 31d, '30 days'",
    "terminal.reaper.tick, 1ms, 10",
    "terminal.reaper.work-per-tick, 0, 'greater than or equal to 1'",
    "terminal.reaper.beacon-freshness, 2m, '1 minute'",
    "terminal.topics.partitions, 0, 'greater than or equal to 1'"
  })
  void aWrongValueIsRefusedWithWhatIsAllowed(String name, String value, String allowed) {
    CONTEXT
        .withPropertyValues(name + "=" + value)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(allowed));
  }
}
