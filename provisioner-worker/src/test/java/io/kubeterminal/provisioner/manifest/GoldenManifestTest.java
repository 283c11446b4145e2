package io.kubeterminal.provisioner.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubeterminal.provisioner.manifest.NetworkManifest.ApiServer;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.sealing.CredentialVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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

  /** Update with {@code -Dgolden.update=true}. */
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  record In(Map<String, String> terminal, Map<String, Object> settings, Endpoints apiServer) {}

  /** Where the API server was found. */
  record Endpoints(List<String> cidrs, List<Integer> ports) {}

  static Stream<Path> folders() throws IOException {
    return Files.list(FOLDERS).sorted();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_terminal_is_made_of_exactly_these_objects(Path folder) throws IOException {
    In in = YAML.unmarshal(Files.readString(folder.resolve("in.yaml")), In.class);

    String made = objects(folder, in).map(YAML::asYaml).reduce("", String::concat);

    Path out = folder.resolve("out.yaml");
    if (UPDATE) {
      Files.writeString(out, made);
    }
    assertThat(made).isEqualTo(Files.readString(out));
  }

  private static Stream<HasMetadata> objects(Path folder, In in) {
    ManifestSettings settings = settings(folder, in);
    if (in.apiServer() != null) {
      return Stream.of(
          new NetworkManifest(settings)
              .of(new ApiServer(in.apiServer().cidrs(), in.apiServer().ports())));
    }
    TerminalObjects objects =
        new TerminalManifest(settings, id -> "terminal:not-a-real-password")
            .of(terminal(in.terminal()));
    return Stream.of(objects.secret(), objects.service(), objects.deployment());
  }

  @Test
  void every_file_is_one_that_a_test_reads() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDERS).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> FOLDERS.relativize(file).toString()))
          .isNotEmpty()
          .allMatch(file -> file.matches("[a-z-]+/(in|out|pod-template)\\.yaml"));
    }
  }

  private static ManifestSettings settings(Path folder, In in) {
    Map<String, Object> settings = new HashMap<>(in.settings() == null ? Map.of() : in.settings());
    Path template = folder.resolve("pod-template.yaml");
    if (Files.exists(template)) {
      settings.put("pod-template", template.toString());
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("", ManifestSettings.class);
  }

  private static DesiredTerminal terminal(Map<String, String> in) {
    return new DesiredTerminal(
        UUID.fromString(in.get("id")),
        in.get("owner"),
        in.get("displayName"),
        in.get("namespace"),
        CredentialKind.valueOf(in.get("credentialKind")),
        in.get("credential"),
        CredentialVersion.of("not-a-real-jwe"),
        in.get("image"));
  }
}
