package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTerminalsIT {

  private static final TerminalUser ALICE = new TerminalUser("alice", "team-a", null, null);
  private static final ShellKeys KEYS = new ShellKeys(List.of("k".repeat(32)));
  private static final long MIB = 1024 * 1024;

  @TempDir private Path folder;
  private LocalTerminals terminals;
  private final UUID id = UUID.randomUUID();
  private final String credential = KEYS.credential(id);

  @BeforeEach
  void start() throws IOException {
    terminals = new LocalTerminals(folder.resolve("terminals"), KEYS);
  }

  @AfterEach
  void stop() throws IOException {
    terminals.close();
  }

  @Test
  void whatIsTypedIsRunByAShell() throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("echo $((6*7))=answer\n");
      client.awaitOutput("42=answer");
      assertThat(client.otherMessages()).contains("1", "2{}");
    }
  }

  @Test
  void textFramesAreAsGoodAsBinaryOnes() throws IOException {
    try (TtydClient client =
        TtydClient.connect(terminals.open(id, ALICE), credential, null, true)) {
      client.sendText(client.helloMessage(80, 24));
      client.sendText("0echo $((6*7))=answer\n");
      client.awaitOutput("42=answer");
    }
  }

  @Test
  void theShellKnowsTheSizeOfTheWindow() throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("stty size\n");
      client.awaitOutput("24 80");
      client.resize(132, 43);
      client.type("stty size\n");
      client.awaitOutput("43 132");
    }
  }

  @Test
  void theShellAndItsScreenSurviveADroppedConnection() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    TtydClient dropped = client(address);
    ProcessHandle shell = pidOfShell(dropped);
    ProcessHandle background = pidOf(dropped, "sleep 1000");
    dropped.type("(echo e''arlier; sleep 1; echo mean''while)\n");
    dropped.awaitOutput("earlier");
    dropped.close();
    await().atMost(Duration.ofSeconds(5)).until(() -> connections() == 0);

    try (TtydClient again = client(address)) {
      again.awaitOutput("meanwhile");
      assertThat(again.output()).startsWith("\033c").contains("earlier");
      assertThat(pidOfShell(again)).isEqualTo(shell);
      assertThat(shell).matches(ProcessHandle::isAlive);
      assertThat(background).matches(ProcessHandle::isAlive);
    }
  }

  @Test
  void whatIsShownAgainTypesNothing() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient client = client(address)) {
      client.type(
          "printf '\\033[c\\033[6n\\033[?1004h\\033P$qm\\033\\\\\\033]11;?\\a"
              + "\\033]52;c;aGk=\\a\\302\\233c'; echo do''ne\n");
      client.awaitOutput("done");
      assertThat(client.output()).contains("\033[c", "\033[6n", "\033]52;c;", "\u009bc");
    }
    try (TtydClient again = client(address)) {
      again.awaitOutput("done");
      assertThat(again.output())
          .doesNotContain("\033[c", "\033[6n", "\033P", "\033]11", "\033]52", "\u009b", "\007")
          .doesNotContain("\033[?1004h");
      pidOfShell(again);
    }
  }

  @Test
  void aFullScreenProgramPaintsAnewForANewConnection() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient client = client(address)) {
      client.type(
          "bash -c 'trap \"echo win\\\"\\\"dow \\$(stty size).\" WINCH; echo rea\"\"dy;"
              + " while :; do sleep 0.1; done'\n");
      client.awaitOutput("ready");
    }
    try (TtydClient same = client(address)) {
      same.awaitOutput("window 24 80.");
    }
    try (TtydClient larger = TtydClient.connect(address, credential, null, true)) {
      larger.hello(100, 30);
      larger.awaitOutput("window 30 100.");
    }
  }

  @Test
  void twoConnectionsShareTheShell() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient one = client(address);
        TtydClient two = client(address)) {
      assertThat(pidOfShell(one)).isEqualTo(pidOfShell(two));
      one.type("echo $((6*7))=answer\n");
      two.awaitOutput("42=answer");
      two.resize(132, 43);
      one.type("stty size\n");
      one.awaitOutput("43 132");
    }
  }

  @Test
  void queriesAreForTheConnectionThatWasActiveLast() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient idle = client(address);
        TtydClient active = client(address)) {
      active.type("printf '\\033[c'; echo do''ne\n");
      active.awaitOutput("done");
      idle.awaitOutput("done");
      assertThat(active.output()).contains("\033[c");
      assertThat(idle.output()).doesNotContain("\033[c");
    }
  }

  @Test
  void oneThatDoesNotReadIsCutWhenAnotherWaits() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    TtydClient stuck = TtydClient.connect(address, credential, null, false);
    stuck.hello(80, 24);
    try (TtydClient other = client(address)) {
      other.type("head -c 30000000 /dev/zero | tr '\\0' x; echo d''one\n");
      other.awaitOutput("done");
      await().atMost(Duration.ofSeconds(5)).until(() -> connections() == 1);
    }
  }

  @Test
  void afterTheShellsExitTheNextConnectionGetsANewOne() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient one = client(address);
        TtydClient two = client(address)) {
      ProcessHandle shell = pidOfShell(one);
      one.type("echo o''ld; exit\n");
      assertThat(one.awaitClose()).isEqualTo(1000);
      assertThat(two.awaitClose()).isEqualTo(1000);
      try (TtydClient next = client(address)) {
        assertThat(pidOfShell(next)).isNotEqualTo(shell);
        assertThat(next.output()).doesNotContain("old");
      }
    }
  }

  @Test
  void aHundredMegabytesWithoutALineEndCostNoMemory() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient client = client(address)) {
      Path written = folder.resolve("written");
      client.type("sleep 0.5; head -c 100000000 /dev/zero | tr '\\0' x; touch " + written + "\n");
      client.awaitOutput("touch");
      client.close();
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(written));
      assertThat(usedHeap()).isLessThan(60 * MIB);
    }
    try (TtydClient again = client(address)) {
      pidOfShell(again);
      assertThat(again.received()).isLessThan(300_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"exit 0, 1000", "exit 3, 1011", "kill -9 $$, 1011"})
  void theExitCodeDecidesTheCloseCode(String command, int closeCode) throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type(command + "\n");
      assertThat(client.awaitClose()).isEqualTo(closeCode);
    }
  }

  @Test
  void theLastOutputComesBeforeTheClose() throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("seq 20000; echo the e''nd; exit\n");
      client.awaitClose();
      assertThat(client.output()).contains("\n20000", "the end");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"})
  void aPageFromElsewhereIsRefused(String origin) throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    assertThatThrownBy(() -> TtydClient.connect(address, credential, origin, true))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void whoDoesNotShowTheTerminalsCredentialIsRefused() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    List<String> wrong =
        List.of("", KEYS.credential(UUID.randomUUID()), credential + "x", "Terminal" + credential);
    for (String shown : wrong) {
      assertThatThrownBy(() -> TtydClient.connect(address, shown, null, true))
          .as(shown)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }
    assertThat(statusOf(address, null)).isEqualTo(401);
    assertThat(statusOf(address, credential)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"columns\":80,\"rows\":24}",
        "{\"AuthToken\":\"\",\"columns\":80,\"rows\":24}",
        "{\"AuthToken\":\"dGVybWluYWw6eA==\",\"columns\":80,\"rows\":24}",
        "{\"AuthToken\":null,\"columns\":80,\"rows\":24}"
      })
  void theFirstMessageHasToShowItOnceMore(String message) throws IOException {
    try (TtydClient client =
        TtydClient.connect(terminals.open(id, ALICE), credential, null, true)) {
      client.send(message);
      try {
        client.send("0echo $((6*7))=answer\n");
      } catch (CompletionException closedBefore) {
        assertThat(closedBefore).hasRootCauseMessage("Output closed");
      }
      assertThat(client.awaitClose()).isEqualTo(1008);
      assertThat(client.output()).isEmpty();
    }
  }

  @Test
  void aPageOfThisMachineIsLetIn() throws IOException {
    try (TtydClient client =
        TtydClient.connect(terminals.open(id, ALICE), credential, "http://localhost:8080", true)) {
      client.hello(80, 24);
      client.type("echo $((6*7))=answer\n");
      client.awaitOutput("42=answer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{broken", "{\"columns\":0,\"rows\":24}", "{}", "9", "1no size"})
  void aMessageThatIsNotOfTheProtocolEndsTheConnection(String message) throws IOException {
    try (TtydClient client =
        TtydClient.connect(terminals.open(id, ALICE), credential, null, true)) {
      client.send(message);
      assertThat(client.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void aLongPasteArrivesWhole() throws IOException {
    String line = "x".repeat(1000) + "\n";
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("stty -echo; wc -c; echo d''one\n");
      client.awaitOutput("wc -c");
      client.type(line.repeat(500) + "\u0004");
      client.awaitOutput("done");
      assertThat(client.output()).contains("500500");
    }
  }

  @Test
  void aSlowReaderHoldsTheOutputBackAndCostsNoMemory() throws IOException {
    try (TtydClient slow = TtydClient.connect(terminals.open(id, ALICE), credential, null, false)) {
      slow.hello(80, 24);
      Path written = folder.resolve("written");
      slow.type("head -c 60000000 /dev/zero | tr '\\0' x; echo d''one; touch " + written + "\n");
      await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(() -> true);
      long before = usedHeap();
      assertThat(written).as("60 MB went into a socket that nobody reads").doesNotExist();
      assertThat(before).isLessThan(60 * MIB);
      slow.request(Long.MAX_VALUE);
      await().atMost(Duration.ofSeconds(60)).until(() -> slow.received() > 60_000_000);
      slow.awaitOutput("done");
    }
  }

  @Test
  void pauseHoldsTheOutputBackUntilResume() throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("echo rea''dy\n");
      client.awaitOutput("ready");
      client.send("2");
      client.type("echo la''ter\n");
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(2))
          .until(() -> !client.output().contains("later"));
      client.send("3");
      client.awaitOutput("later");
    }
  }

  @Test
  void closingATerminalEndsAllItsProcessesAndConnections() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    try (TtydClient client = client(address);
        TtydClient other = client(address)) {
      ProcessHandle shell = pidOfShell(client);
      ProcessHandle background = pidOf(client, "sleep 1000");
      ProcessHandle stubborn = pidOf(client, "nohup sleep 1001 2>/dev/null");
      ProcessHandle deaf = pidOf(client, "bash -c \"trap '' HUP TERM; sleep 1002; sleep 1003\"");
      ProcessHandle daemon = pidOfDaemon(client, "sleep 1004");
      terminals.close(id);
      assertThat(shell).matches(LocalTerminalsIT::hasEnded);
      assertThat(background).matches(LocalTerminalsIT::hasEnded);
      assertThat(stubborn).matches(LocalTerminalsIT::hasEnded);
      assertThat(deaf).matches(LocalTerminalsIT::hasEnded);
      await().atMost(Duration.ofSeconds(2)).until(() -> hasEnded(daemon));
      assertThat(client.awaitClose()).isEqualTo(1001);
      assertThat(other.awaitClose()).isEqualTo(1001);
    }
    assertThat(folder.resolve("terminals").resolve(id.toString())).doesNotExist();
    assertThatThrownBy(() -> new Socket(address.getHostString(), address.getPort()).close())
        .isInstanceOf(IOException.class);
    assertThat(terminals.ids()).isEmpty();
  }

  @Test
  void aReaderThatHasStoppedCannotHoldUpTheEnd() throws IOException {
    TtydClient stuck = TtydClient.connect(terminals.open(id, ALICE), credential, null, false);
    stuck.hello(80, 24);
    stuck.type("yes\n");
    await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(3)).until(() -> true);
    long begin = System.nanoTime();
    terminals.close(id);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    await().atMost(Duration.ofSeconds(5)).until(() -> outputThreads(id) == 0);
  }

  @Test
  void nothingIsLeftInTheFolderAtTheEnd() throws IOException {
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("mkdir -p a/b; touch a/b/c; chmod 000 a/b; ln -s / root; echo rea''dy\n");
      client.awaitOutput("ready");
      terminals.close();
      assertThat(folder.resolve("terminals")).isEmptyDirectory();
      assertThat(client.awaitClose()).isEqualTo(1001);
    }
  }

  @Test
  void openingTwiceIsTheSameAsOnceAndReopeningIsAnew() throws IOException {
    InetSocketAddress first = terminals.open(id, ALICE);
    assertThat(terminals.open(id, ALICE)).isEqualTo(first);
    terminals.close(id);
    terminals.close(id);
    try (TtydClient client = client(terminals.open(id, ALICE))) {
      client.type("echo $((6*7))=answer\n");
      client.awaitOutput("42=answer");
    }
  }

  @Test
  void kubectlFindsTheKubeconfigInThePrivateHome() throws IOException {
    URI server = URI.create("https://127.0.0.1:6443");
    TerminalUser user = new TerminalUser("alice", "team-a", server, "{\"kind\":\"Config\"}");
    try (TtydClient client = client(terminals.open(id, user))) {
      client.type("echo \"<$USER_NAME $NAMESPACE $APISERVER $TERMINAL_ID>\"; cat $KUBECONFIG\n");
      client.awaitOutput("<alice team-a https://127.0.0.1:6443 " + id + ">");
      client.awaitOutput("{\"kind\":\"Config\"}");
      Path home = folder.resolve("terminals").resolve(id.toString());
      assertThat(permissions(home)).isEqualTo("rwx------");
      assertThat(permissions(home.resolve(".kubeconfig"))).isEqualTo("rw-------");
      client.type("echo \"<$HOME>\"\n");
      client.awaitOutput("<" + home + ">");
    }
  }

  @Test
  void aShellHoldsNoDescriptorOfAnotherTerminal() throws IOException {
    UUID another = UUID.randomUUID();
    try (TtydClient one =
            TtydClient.start(terminals.open(another, ALICE), KEYS.credential(another));
        TtydClient two = client(terminals.open(id, ALICE))) {
      pidOfShell(one);
      two.type("ls /proc/$$/fd | tr '\\n' ' '; echo e''nd\n");
      two.awaitOutput("end");
      assertThat(two.output()).contains("0 1 2 255 end");
    }
  }

  @Test
  void noPseudoTerminalIsLeftOpen() throws IOException {
    InetSocketAddress address = terminals.open(id, ALICE);
    for (int connection = 0; connection < 10; connection++) {
      try (TtydClient client = client(address)) {
        pidOfShell(client);
        assertThat(openPseudoTerminals()).isPositive();
        client.type("exit\n");
        assertThat(client.awaitClose()).isEqualTo(1000);
      }
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> openPseudoTerminals() == 0);
  }

  @Test
  void whatAKilledRunLeftIsRemovedAtTheNextStart() throws IOException {
    Path remains = folder.resolve("killed").resolve(id.toString());
    Files.createDirectories(remains.resolve("sub"));
    Files.writeString(remains.resolve(".kubeconfig"), "secret");
    Path precious = Files.writeString(folder.resolve("precious"), "kept", UTF_8);
    Files.createSymbolicLink(remains.resolve("link"), precious);
    Process orphan = marked(new ProcessBuilder("sleep", "1000")).start();
    new LocalTerminals(folder.resolve("killed"), KEYS).close();
    assertThat(remains).doesNotExist();
    assertThat(precious).exists();
    await().atMost(Duration.ofSeconds(5)).until(() -> !orphan.isAlive());
  }

  private static int statusOf(InetSocketAddress address, String credential) throws IOException {
    URI uri = URI.create("http://%s:%d/".formatted(address.getHostString(), address.getPort()));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (credential != null) {
      String token = Base64.getEncoder().encodeToString(credential.getBytes(UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + token);
    }
    return connection.getResponseCode();
  }

  private ProcessBuilder marked(ProcessBuilder builder) {
    builder.environment().put("TERMINAL_ID", id.toString());
    return builder;
  }

  private TtydClient client(InetSocketAddress address) {
    return TtydClient.start(address, credential);
  }

  private static ProcessHandle pidOfShell(TtydClient client) {
    return pidPrintedBy(client, "$$");
  }

  private static ProcessHandle pidOf(TtydClient client, String command) {
    client.type(command + " &\n");
    return pidPrintedBy(client, "$!");
  }

  /** A process that left the session of the shell. */
  private static ProcessHandle pidOfDaemon(TtydClient client, String command) {
    String mark = UUID.randomUUID().toString();
    client.type("setsid sh -c 'echo " + mark + "=$$.; exec " + command + "' &\n");
    return pidAfter(client, mark);
  }

  private static ProcessHandle pidPrintedBy(TtydClient client, String variable) {
    String mark = UUID.randomUUID().toString();
    client.type("echo " + mark + "=" + variable + ".\n");
    return pidAfter(client, mark);
  }

  private static ProcessHandle pidAfter(TtydClient client, String mark) {
    Pattern line = Pattern.compile(mark + "=(\\d+)\\.");
    await().atMost(Duration.ofSeconds(10)).until(() -> line.matcher(client.output()).find());
    Matcher found = line.matcher(client.output());
    assertThat(found.find()).isTrue();
    return ProcessHandle.of(Long.parseLong(found.group(1))).orElseThrow();
  }

  /** Also true of one that its parent has not taken note of yet (a zombie). */
  private static boolean hasEnded(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException gone) {
      return !process.isAlive();
    }
  }

  private static long outputThreads(UUID id) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("terminal-output-" + id))
        .count();
  }

  private int connections() {
    return terminals.connections(id);
  }

  private static long openPseudoTerminals() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(LocalTerminalsIT::isPseudoTerminal).count();
    }
  }

  private static boolean isPseudoTerminal(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("/dev/p");
    } catch (IOException closed) {
      return false;
    }
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
