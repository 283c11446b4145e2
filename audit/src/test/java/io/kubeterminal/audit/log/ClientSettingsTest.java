package io.kubeterminal.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of Kafka's clients, whatever a file says. */
class ClientSettingsTest {

  @TempDir Path folder;

  @Test
  void withoutAWordItIsThisMachine() {
    ClientSettings settings = ClientSettings.of(null, null, null);

    assertThat(settings.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(settings.registry()).containsEntry("schema.registry.url", "http://localhost:8081");
  }

  @Test
  void theCommandLineStandsAboveTheFile() throws IOException {
    Path file = file("bootstrap.servers=file:1\nschema.registry.url=http://file:2\n");

    assertThat(ClientSettings.of(file, null, null).consumer())
        .containsEntry("bootstrap.servers", "file:1");
    assertThat(ClientSettings.of(file, "line:3", "http://line:4").registry())
        .containsEntry("bootstrap.servers", "line:3")
        .containsEntry("schema.registry.url", "http://line:4");
  }

  /** Closing waits for it: half a second of every answer, if it is Kafka's default. */
  @Test
  void aFetchThatFindsNothingIsNotWaitedForLong() throws IOException {
    assertThat(ClientSettings.of(null, null, null).consumer())
        .containsEntry("fetch.max.wait.ms", 50);
    assertThat(ClientSettings.of(file("fetch.max.wait.ms=200"), null, null).consumer())
        .containsEntry("fetch.max.wait.ms", "200");
  }

  @Test
  void noFileMakesItLeaveATrace() throws IOException {
    Path file =
        file(
            """
            group.id=kube-terminal-provisioner
            group.instance.id=1
            group.protocol=consumer
            enable.auto.commit=true
            allow.auto.create.topics=true
            isolation.level=read_uncommitted
            enable.metrics.push=true
            auto.register.schemas=true
            transactional.id=kube-terminal-provisioner-0
            sasl.mechanism=PLAIN
            """);
    ClientSettings settings = ClientSettings.of(file, null, null);

    assertThat(settings.consumer())
        .doesNotContainKeys("group.id", "group.instance.id", "group.protocol")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.metrics.push", false)
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(settings.registry()).containsEntry("auto.register.schemas", false);
    assertThat(settings.producer())
        .doesNotContainKey("transactional.id")
        .containsEntry("acks", "all")
        .containsEntry("sasl.mechanism", "PLAIN");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path torn = file("password=\\u00zz");

    assertThatThrownBy(() -> ClientSettings.of(folder.resolve("none"), null, null))
        .isInstanceOf(CannotAnswer.class)
        .hasMessageMatching("there is no file .*none: check --command-config");
    assertThatThrownBy(() -> ClientSettings.of(torn, null, null))
        .isInstanceOf(CannotAnswer.class)
        .hasMessageContaining("check --command-config")
        .hasMessageNotContaining("zz");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("client.properties"), text);
  }
}
