package io.kubeterminal.image;

import static io.kubeterminal.image.RootFolder.TERMINAL_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The entrypoint with Debian's kubectl and ttyd, in the image's own root file system. */
class EntrypointIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TOKEN = "canary-token-of-the-terminals-user-4711";
  private static final String CREDENTIAL = "terminal:canary-credential-0815";

  private static FakeApiServer apiServer;
  private static RootFolder image;
  private static Path shared;
  private int port;

  @BeforeAll
  static void build(@TempDir Path folder) throws Exception {
    shared = folder;
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
    image = RootFolder.build(shared);
    apiServer = new FakeApiServer(folder);
    Files.writeString(shared.resolve("ca.crt"), apiServer.certificate());
  }

  @AfterAll
  static void stop() {
    if (apiServer != null) {
      apiServer.close();
    }
  }

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.deleteIfExists(shared.resolve("root-kubeconfig"));
  }

  @Test
  void aTokenInAFileIsShownToAServerWhoseCertificateIsCheckedAndANewOneIsTakenUp()
      throws Exception {
    replace("token", TOKEN);
    try (StartedTerminal terminal = start(environment("USER_TOKEN_FILE", "/run/token"));
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      replace("token", "another-token");
      shell.type("clear; kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer another-token>", PATIENCE);
      assertThat(terminal.printed()).doesNotContain(TOKEN, "another-token");
    }
  }

  @Test
  void aTokenInTheEnvironmentWorksAndIsNotInTheShellsOwn() throws Exception {
    try (StartedTerminal terminal = start(environment("USER_TOKEN", TOKEN));
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      shell.type("clear; cat /proc/*/environ /proc/*/cmdline | grep -ac 'canar[y]'; echo e''nd\n");
      shell.awaitOutput("\r\n0\r\nend", PATIENCE);
      shell.type("stat -c '<%a>' $KUBECONFIG\n");
      shell.awaitOutput("<600>", PATIENCE);
      assertThat(terminal.printed()).doesNotContain(TOKEN);
    }
  }

  @Test
  void aServerThatTheAuthorityDoesNotVouchForIsShownNoToken() throws Exception {
    Map<String, String> environment = environment("USER_TOKEN", TOKEN);
    environment.remove("CA_FILE");
    try (StartedTerminal terminal = start(environment);
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("x509: ", PATIENCE);
      assertThat(shell.output()).doesNotContain("you are");
    }
  }

  @Test
  void aCertificateGoesUncheckedOnlyOnRequestAndThatIsSaid() throws Exception {
    Map<String, String> environment = environment("USER_TOKEN", TOKEN);
    environment.put("INSECURE_SKIP_TLS_VERIFY", "true");
    try (StartedTerminal terminal = start(environment);
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      assertThat(terminal.printed().strip())
          .isEqualTo(
              "start-terminal: the API server's certificate is not checked:"
                  + " INSECURE_SKIP_TLS_VERIFY=true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "system:serviceaccount:team-a:ann",
        "https://issuer.example/#ann",
        "a \"b\" 'c' $(id) `id` ${HOME} \\ %s",
        "a\nb: c\n- d",
        "{\"x\": [1]} # & * ! | > @",
        "ünï cödé 漢字",
        "-n",
        "null",
      })
  void whateverTheUserIsCalledHeIsCalledSo(String name) throws Exception {
    Map<String, String> environment = environment("USER_TOKEN", "t\"o'k\ne$(id)n");
    environment.put("USER_NAME", name);
    environment.put("NAMESPACE", name);
    try (StartedTerminal terminal =
        image.start(
            TERMINAL_USER, environment, "kubectl", "config", "view", "--raw", "-o", "json")) {
      assertThat(terminal.exitCode()).as(terminal.printed()).isZero();
      JsonNode written = JsonMapper.shared().readTree(terminal.printed());
      assertThat(written.at("/users/0/name").asString()).isEqualTo(name);
      assertThat(written.at("/users/0/user/token").asString()).isEqualTo("t\"o'k\ne$(id)n");
      assertThat(written.at("/contexts/0/context/user").asString()).isEqualTo(name);
      assertThat(written.at("/contexts/0/context/namespace").asString()).isEqualTo(name);
    }
  }

  @Test
  void aMountedKubeconfigIsCopiedWithWhatLiesBesideItAndCanBeChanged() throws Exception {
    Files.writeString(shared.resolve("root-kubeconfig"), kubeconfig("/run/ca.crt", TOKEN));
    try (StartedTerminal terminal =
            image.start(0, Map.of(), "ttyd", "-p", Integer.toString(port), "bash");
        TtydClient shell = terminal.shell(port, null)) {
      shell.type(
          "kubectl config set-context --current --namespace=new && kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      shell.type("kubectl config view -o jsonpath='<{.contexts[0].context.namespace}>'\n");
      shell.awaitOutput("<new>", PATIENCE);
      assertThat(shared.resolve("root-kubeconfig")).hasContent(kubeconfig("/run/ca.crt", TOKEN));
      assertThat(terminal.printed()).doesNotContain(TOKEN);
    }
  }

  @Test
  void aKubeconfigThatIsMountedAnewIsTakenUpBeforeTheNextCommand() throws Exception {
    replace("kubeconfig", kubeconfig("ca.crt", TOKEN));
    try (StartedTerminal terminal = start(Map.of("KUBECONFIG", "/run/kubeconfig"));
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      replace("kubeconfig", kubeconfig("ca.crt", "another-token"));
      Files.setLastModifiedTime(
          shared.resolve("kubeconfig"), FileTime.from(Instant.now().plusSeconds(5)));
      shell.type("clear\n");
      shell.type("kubectl get --raw /whoami\n");
      shell.awaitOutput("you are <Bearer another-token>", PATIENCE);
    }
  }

  @Test
  void whoDoesNotShowTheCredentialIsNotLetInAndItIsPrintedNowhere() throws Exception {
    Map<String, String> environment = environment("USER_TOKEN", TOKEN);
    environment.put("TTYD_CREDENTIAL", CREDENTIAL);
    try (StartedTerminal terminal = start(environment);
        TtydClient shell = terminal.shell(port, CREDENTIAL)) {
      shell.type("echo $((6*7))=answer; env | grep -c CREDEN''TIAL\n");
      shell.awaitOutput("42=answer\r\n0\r\n", PATIENCE);
      // This ttyd ends the connection of a handshake without an answer; only pages get their 401.
      assertThatThrownBy(() -> TtydClient.connect("127.0.0.1:" + port, CREDENTIAL + "x"))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(terminal.printed()).isEmpty();
    }
  }

  @Test
  void theCommandThatKeepsAShellIsRunAsItIs() throws Exception {
    assumeTrue(isFree(8080), "needs port 8080, and another program has it");
    Map<String, String> environment = environment("USER_TOKEN", TOKEN);
    environment.put("TTYD_COMMAND", "sh -c eval${IFS}\"$KEEP_SHELL\"");
    environment.put(
        "KEEP_SHELL", "echo \"kept by\" * $((6*7)) \"`hostname >/dev/null; id -u`\"; cat");
    try (StartedTerminal terminal = image.start(TERMINAL_USER, environment);
        TtydClient shell = terminal.shell(8080, null)) {
      shell.awaitOutput("kept by * 42 " + TERMINAL_USER, PATIENCE);
    }
  }

  @Test
  void anyUserWillDoAndWithoutAHomeAsWell() throws Exception {
    Map<String, String> environment = environment("USER_TOKEN", TOKEN);
    environment.put("HOME", "/nonexistent");
    try (StartedTerminal terminal =
            image.start(54321, environment, "ttyd", "-p", Integer.toString(port), "bash");
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("id -u; kubectl get --raw /whoami; touch $HOME/x && echo written in $HOME\n");
      shell.awaitOutput("54321\r\n", PATIENCE);
      shell.awaitOutput("you are <Bearer " + TOKEN + ">", PATIENCE);
      shell.awaitOutput("written in /home/terminal", PATIENCE);
    }
  }

  @Test
  void kubectlIsCompletedAndToolsAreThere() throws Exception {
    try (StartedTerminal terminal = start(environment("USER_TOKEN", TOKEN));
        TtydClient shell = terminal.shell(port, null)) {
      shell.awaitOutput("ann:~$", PATIENCE);
      shell.type("kubectl config set-clus\t");
      shell.awaitOutput("set-cluster ", PATIENCE);
      shell.type("\u0015");
      shell.type("echo '{\"a\":42}' | jq -cM '[.a]'; tmux -V; vi --version | head -n 1\n");
      shell.awaitOutput("[42]\r\n", PATIENCE);
      shell.awaitOutput("tmux 3.", PATIENCE);
      shell.awaitOutput("VIM - Vi IMproved", PATIENCE);
    }
  }

  @Test
  void orphansLeaveNoZombiesAndASignalEndsItAtOnce() throws Exception {
    try (StartedTerminal terminal = start(environment("USER_TOKEN", TOKEN));
        TtydClient shell = terminal.shell(port, null)) {
      shell.type("for i in 1 2 3; do (setsid sh -c 'sleep 0.2' &); done; sleep 1\n");
      shell.type("echo \"<$(ps -e -o stat= | grep -c Z)>\"; nohup sleep 1000 >/dev/null 2>&1 &\n");
      shell.awaitOutput("<0>", PATIENCE);
      long begin = System.nanoTime();
      terminal.first().destroy();
      terminal.exitCode();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    try (StartedTerminal terminal =
        image.start(TERMINAL_USER, Map.of("APISERVER", "https://127.0.0.1:1"))) {
      assertThat(terminal.exitCode()).isEqualTo(64);
      assertThat(terminal.printed()).contains("needs USER_TOKEN_FILE or USER_TOKEN");
    }
    try (StartedTerminal terminal = image.start(TERMINAL_USER, Map.of(), "true")) {
      assertThat(terminal.exitCode()).isZero();
      assertThat(terminal.printed()).contains("no APISERVER and no kubeconfig");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = new ServerSocket(port)) {
      return free.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private StartedTerminal start(Map<String, String> environment) throws Exception {
    return image.start(TERMINAL_USER, environment, "ttyd", "-p", Integer.toString(port), "bash");
  }

  private static Map<String, String> environment(String name, String value) {
    return new HashMap<>(
        Map.of(
            "APISERVER",
            apiServer.url(),
            "CA_FILE",
            "/run/ca.crt",
            "USER_NAME",
            "ann",
            "NAMESPACE",
            "team-a",
            "TERMINAL_ID",
            "0f7a7c2e-2f0e-4a64-9f0b-2c6e1f0a9d11",
            name,
            value));
  }

  private static String kubeconfig(String authority, String token) {
    return """
    apiVersion: v1
    kind: Config
    current-context: here
    clusters: [{name: it, cluster: {server: '%s', certificate-authority: '%s'}}]
    users: [{name: me, user: {token: '%s'}}]
    contexts: [{name: here, context: {cluster: it, user: me, namespace: old}}]
    """
        .formatted(apiServer.url(), authority, token);
  }

  /** As the kubelet does: the new file takes the place of the old one. */
  private static void replace(String name, String content) throws IOException {
    Path draft = Files.writeString(shared.resolve(name + ".new"), content);
    Files.move(draft, shared.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
