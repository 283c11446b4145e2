package io.kubeterminal.provisioner.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubeterminal.schema.CredentialKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Each folder holds a terminal and its settings (in.yaml) and the objects it gets (out.yaml). */
class GoldenManifestTest {

  private static final Path FOLDERS = Path.of("src/test/resources/golden/manifest");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  record In(Map<String, String> terminal, Map<String, Object> settings) {}

  static Stream<Path> folders() throws IOException {
    return Files.list(FOLDERS).sorted();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_terminal_is_made_of_exactly_these_objects(Path folder) throws IOException {
    In in = YAML.unmarshal(Files.readString(folder.resolve("in.yaml")), In.class);

    TerminalObjects objects = new TerminalManifest(settings(in)).of(terminal(in.terminal()));

    String made =
        Stream.of(objects.secret(), objects.service(), objects.deployment())
            .map(YAML::asYaml)
            .reduce("", String::concat);
    assertThat(made).isEqualTo(Files.readString(folder.resolve("out.yaml")));
  }

  @Test
  void every_file_is_one_that_a_test_reads() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDERS).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> FOLDERS.relativize(file).toString()))
          .isNotEmpty()
          .allMatch(file -> file.matches("[a-z-]+/(in|out)\\.yaml"));
    }
  }

  private static ManifestSettings settings(In in) {
    Map<String, Object> settings = in.settings() == null ? Map.of() : in.settings();
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("", ManifestSettings.class);
  }

  private static DesiredTerminal terminal(Map<String, String> in) {
    return new DesiredTerminal(
        UUID.fromString(in.get("id")),
        in.get("owner"),
        in.get("namespace"),
        CredentialKind.valueOf(in.get("credentialKind")),
        in.get("credential"),
        in.get("image"));
  }
}
