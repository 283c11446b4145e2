package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ClusterFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.TtydClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the shell in a real pod when its connection drops. */
@ClusterTest
class KeptShellIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** A terminal that answers, and what its ttyd wants to be shown. */
  private record Open(String endpoint, String credential) {
    TtydClient connect() {
      return TtydClient.connect(endpoint, credential);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "KUBECONFIG"})
  void the_shell_and_its_screen_survive_a_dropped_connection(CredentialKind kind) throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      Open terminal = open(fixture, kind);
      String shell;
      try (TtydClient dropped = connect(terminal)) {
        shell = shellOf(dropped);
        dropped.type("seq 101 300; echo '字|🙂|end'; echo \"<$(stty size)|$TERM|$LANG|$TMUX>\"\n");
        dropped.awaitOutput("\n字|🙂|end", SOON);
        dropped.type("printf '\\033[38;2;1;2;3mtrue\\033[0m\\033]52;c;aGk=\\a'; echo col''our\n");
        dropped.awaitOutput("colour", SOON);
      }
      try (TtydClient again = terminal.connect()) {
        again.awaitOutput("字|🙂|end", SOON);
        again.awaitOutput("<24 80|tmux-256color|C.UTF-8|>", SOON);
        again.awaitOutput("38;2;1;2;3", SOON);
        assertThat(again.output())
            .startsWith("\033c")
            .containsPattern("102\r\n103\r\n(?s:.*)\r\n200\r\n(?s:.*)300")
            .doesNotContain("\033[?1049h", "\033]52");
        assertThat(shellOf(again)).isEqualTo(shell);
      }
    }
  }

  /** Whether it ends the connection at once is up to ttyd, which forgets to once in a while. */
  @Test
  void after_exit_the_next_connection_gets_a_new_shell() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      Open terminal = open(fixture, CredentialKind.TOKEN);
      String shell;
      try (TtydClient client = connect(terminal)) {
        shell = shellOf(client);
        client.type("exit 3\n");
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(
                () -> {
                  try (TtydClient next = terminal.connect()) {
                    assertThat(shellOf(next)).isNotEqualTo(shell);
                  }
                });
      }
    }
  }

  @Test
  void two_connections_share_the_shell_and_much_output_takes_seconds() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      Open terminal = open(fixture, CredentialKind.TOKEN);
      try (TtydClient one = connect(terminal);
          TtydClient other = terminal.connect()) {
        assertThat(shellOf(other)).isEqualTo(shellOf(one));
        one.type("seq 1 100000; echo do''ne\n");
        one.awaitOutput("done", SOON);
        other.awaitOutput("done", SOON);
      }
    }
  }

  @Test
  void without_the_setting_each_connection_has_a_shell_of_its_own() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture(Map.of("keep-shell", "false"))) {
      for (CredentialKind kind :
          new CredentialKind[] {CredentialKind.TOKEN, CredentialKind.KUBECONFIG}) {
        Open terminal = open(fixture, kind);
        String shell;
        try (TtydClient dropped = connect(terminal)) {
          shell = shellOf(dropped);
        }
        try (TtydClient again = terminal.connect()) {
          assertThat(shellOf(again)).isNotEqualTo(shell);
        }
      }
    }
  }

  private static Open open(ClusterFixture fixture, CredentialKind kind) throws Exception {
    DesiredTerminal terminal =
        new DesiredTerminal(UUID.randomUUID(), "fanux", "default", kind, "{}", null);
    fixture.cluster.apply(terminal);
    ObservedTerminal ready = fixture.awaitReady(terminal.id());
    return new Open(
        ready.endpoint().getHost() + ":" + ready.endpoint().getPort(),
        ClusterFixture.SHELL_KEYS.credential(terminal.id()));
  }

  /** A node port answers a moment after the pod does. */
  private static TtydClient connect(Open terminal) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(terminal::connect, client -> client != null);
  }

  /** The shell by its process id and a number that it drew: ids are used again. */
  private static String shellOf(TtydClient client) {
    String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    client.type(": ${born:=$RANDOM$RANDOM}; echo " + mark + "=$$.$born.\n");
    Pattern line = Pattern.compile(mark + "=(\\d+\\.\\d+)\\.");
    await().atMost(SOON).until(() -> line.matcher(client.output()).find());
    Matcher found = line.matcher(client.output());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
