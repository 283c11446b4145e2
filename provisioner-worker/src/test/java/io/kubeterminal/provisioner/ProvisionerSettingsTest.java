package io.kubeterminal.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.SealingKeys;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.GroupProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Defaults, names and bounds of the settings. */
class ProvisionerSettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    runner.run(
        context -> {
          assertThat(context.getBean(ProvisionerSettings.class))
              .isEqualTo(
                  new ProvisionerSettings(
                      "kube-terminal-provisioner",
                      GroupProtocol.STREAMS,
                      Duration.ofMillis(100),
                      Duration.ofHours(1),
                      1_000,
                      true));
          assertThat(context.getBean(TopicSettings.class)).isEqualTo(new TopicSettings(12, true));
        });
  }

  @Test
  void everyNameIsRead() {
    runner
        .withPropertyValues(
            "terminal.provisioner.application-id=other",
            "terminal.provisioner.group-protocol=classic",
            "terminal.provisioner.commit-interval=1s",
            "terminal.provisioner.row-retention=2d",
            "terminal.provisioner.forget-per-tick=7",
            "terminal.provisioner.mirror-heartbeats=false",
            "terminal.topics.partitions=3",
            "terminal.topics.create=false")
        .run(
            context -> {
              assertThat(context.getBean(ProvisionerSettings.class))
                  .isEqualTo(
                      new ProvisionerSettings(
                          "other",
                          GroupProtocol.CLASSIC,
                          Duration.ofSeconds(1),
                          Duration.ofDays(2),
                          7,
                          false));
              assertThat(context.getBean(TopicSettings.class))
                  .isEqualTo(new TopicSettings(3, false));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "terminal.provisioner.application-id,a b,must be 1 to 100 letters",
    "terminal.provisioner.commit-interval,1ms,must be 10ms to 30s",
    "terminal.provisioner.commit-interval,31s,must be 10ms to 30s",
    "terminal.provisioner.row-retention,0s,must be 1s to 365d",
    "terminal.provisioner.row-retention,400d,must be 1s to 365d",
    "terminal.provisioner.forget-per-tick,0,must be 1 to 100000",
    "terminal.topics.partitions,0,must be 1 to 10000",
    "terminal.provisioner.group-protocol,share,GroupProtocol.share"
  })
  void aWrongValueIsToldWithWhatIsAllowed(String name, String value, String words) {
    runner
        .withPropertyValues(name + "=" + value)
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining(words));
  }

  @Test
  void thePrivateKeysAreRead(@TempDir Path folder) throws Exception {
    SealingKeys.generateInto(folder);
    sealing(folder.resolve(SealingKeys.PRIVATE_FILE).toString())
        .run(context -> assertThat(context).hasSingleBean(Opener.class));
  }

  @Test
  void withoutPrivateKeysTheStartSaysHowToGetThem(@TempDir Path folder) throws Exception {
    SealingKeys.generateInto(folder);
    runner
        .withUserConfiguration(SealingConfiguration.class, Sealing.class)
        .run(
            context ->
                assertThat(context.getStartupFailure()).hasStackTraceContaining("generate-key"));
    sealing(folder.resolve(SealingKeys.PUBLIC_FILE).toString())
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("holds no private key"));
    sealing(folder.resolve("nowhere").toString())
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("nowhere"));
  }

  private ApplicationContextRunner sealing(String file) {
    return runner
        .withUserConfiguration(SealingConfiguration.class, Sealing.class)
        .withPropertyValues("terminal.sealing.private-keys=" + file);
  }

  @Configuration
  @EnableConfigurationProperties(SealingSettings.class)
  static class Sealing {}

  @Configuration
  @EnableConfigurationProperties({ProvisionerSettings.class, TopicSettings.class})
  static class Settings {}
}
