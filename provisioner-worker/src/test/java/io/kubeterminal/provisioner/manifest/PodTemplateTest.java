package io.kubeterminal.provisioner.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which pod templates are taken, and what is said of the others at the start. */
class PodTemplateTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2]|must be the YAML of a pod template: a map with metadata or spec",
        "spec: {hostNetwork: true|cannot be read",
        "!!java.net.URL [x]|cannot be read",
        "spec: {securityContext: {runAsNonRooot: true}}|runAsNonRooot",
        "spec: {containers: [{name: terminal, imagePolicy: Always}]}|imagePolicy",
        "spec: {containers: terminal}|no pod template",
        "metadata: {labels: {kubeterminal.io/terminal: other}}|must leave metadata.labels as it is",
        "metadata: {labels: null}|must leave metadata.labels as it is",
        "metadata: null|must leave metadata.labels as it is",
        "spec: null|must leave spec as it is",
        "spec: {containers: null}|must leave the container terminal as it is",
        "spec: {volumes: [{name: credential, secret: {secretName: x}}]}|the volume credential",
        "spec: {volumes: null}|the volume credential",
        "spec: {containers: [{name: terminal, volumeMounts: [{name: credential, mountPath: /x}]}]}|"
            + "the mount of the volume credential",
        "spec: {containers: [{name: terminal, env: [{name: TTYD_CREDENTIAL, value: x:y}]}]}|"
            + "the variable TTYD_CREDENTIAL",
        "spec: {containers: [{name: terminal, env: null}]}|the variable TTYD_CREDENTIAL",
        "spec: {containers: [{name: terminal, ports: null}]}|the port ttyd",
      })
  void a_template_that_spoils_terminals_is_refused_in_one_line(String yaml, String words)
      throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), yaml);
    assertThatThrownBy(() -> manifest(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path file = folder.resolve("nowhere.yaml");
    assertThatThrownBy(() -> manifest(file)).hasMessageContaining(file.toString());
  }

  private static TerminalManifest manifest(Path template) {
    ManifestSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of("pod-template", template.toString())))
            .bind("", ManifestSettings.class)
            .get();
    return new TerminalManifest(settings, id -> "terminal:x");
  }
}
