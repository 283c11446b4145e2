package io.kubeterminal.quickstart.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalClusterIT {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final ApiServer SERVER =
      new ApiServer(URI.create("https://10.0.0.1:6443"), Path.of("/ca.pem"));

  @TempDir private Path folder;
  private final UUID id = UUID.randomUUID();
  private final List<UUID> changes = new ArrayList<>();
  private LocalTerminals terminals;

  @BeforeEach
  void start() throws IOException {
    terminals = new LocalTerminals(folder, new ShellKeys(List.of("k".repeat(32))));
  }

  @AfterEach
  void stop() throws IOException {
    terminals.close();
  }

  @Test
  void applyingTwiceIsTheSameAsOnce() throws Exception {
    LocalCluster cluster = cluster(null);
    assertThat(cluster.observe(id)).isEqualTo(ObservedTerminal.absent());
    cluster.apply(desired(CredentialKind.TOKEN, "secret"));
    ObservedTerminal first = cluster.observe(id);
    cluster.apply(desired(CredentialKind.TOKEN, "secret"));

    assertThat(cluster.observe(id)).isEqualTo(first);
    assertThat(first.complete()).isTrue();
    assertThat(first.createdAt()).isEqualTo(NOW);
    assertThat(first.endpoint().getPort()).isPositive();
    assertThat(cluster.terminals()).containsExactly(id);
    assertThat(changes).contains(id);
  }

  @Test
  void deletingWhatIsNotThereIsFine() throws Exception {
    LocalCluster cluster = cluster(null);
    cluster.delete(id);
    cluster.apply(desired(CredentialKind.TOKEN, "secret"));
    cluster.delete(id);
    assertThat(cluster.observe(id).gone()).isTrue();
    assertThat(cluster.terminals()).isEmpty();
  }

  @Test
  void aTokenBecomesAKubeconfigWhereTheApiServerIsKnown() throws Exception {
    cluster(SERVER).apply(desired(CredentialKind.TOKEN, "se\"cr'et: \n- x"));
    JsonNode kubeconfig = JsonMapper.shared().readTree(Files.readString(kubeconfig()));
    assertThat(kubeconfig.at("/users/0/user/token").asString()).isEqualTo("se\"cr'et: \n- x");
    assertThat(kubeconfig.at("/clusters/0/cluster/server").asString())
        .isEqualTo("https://10.0.0.1:6443");
    assertThat(kubeconfig.at("/clusters/0/cluster/certificate-authority").asString())
        .isEqualTo("/ca.pem");
    assertThat(kubeconfig.at("/contexts/0/context/namespace").asString()).isEqualTo("team-a");
  }

  @Test
  void aTokenIsWrittenNowhereWhereNoApiServerIsKnown() throws Exception {
    cluster(null).apply(desired(CredentialKind.TOKEN, "secret"));
    assertThat(kubeconfig()).doesNotExist();
  }

  @Test
  void aKubeconfigIsTakenAsItIs() throws Exception {
    cluster(SERVER).apply(desired(CredentialKind.KUBECONFIG, "apiVersion: v1\n"));
    assertThat(kubeconfig()).hasContent("apiVersion: v1\n");
  }

  @Test
  void aRenewedTokenReachesAnOpenTerminalAndWhatItsUserChangedStaysUntilThen() throws Exception {
    LocalCluster cluster = cluster(SERVER);
    cluster.apply(desired(CredentialKind.TOKEN, "first"));
    Files.writeString(kubeconfig(), "changed by its user");
    cluster.apply(desired(CredentialKind.TOKEN, "first"));
    assertThat(kubeconfig()).hasContent("changed by its user");
    cluster.renew(desired(CredentialKind.TOKEN, "second"));
    assertThat(cluster.observe(id).credentialVersion()).isEqualTo("version of second");
    JsonNode renewed = JsonMapper.shared().readTree(Files.readString(kubeconfig()));
    assertThat(renewed.at("/users/0/user/token").asString()).isEqualTo("second");
    assertThat(Files.getPosixFilePermissions(kubeconfig()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private LocalCluster cluster(ApiServer apiServer) {
    LocalCluster cluster = new LocalCluster(terminals, apiServer, InstantSource.fixed(NOW));
    cluster.onChange(changes::add);
    return cluster;
  }

  private DesiredTerminal desired(CredentialKind kind, String credential) {
    return new DesiredTerminal(
        id, "ann", null, "team-a", kind, credential, "version of " + credential, null);
  }

  private Path kubeconfig() {
    return folder.resolve(id.toString()).resolve(".kubeconfig");
  }
}
