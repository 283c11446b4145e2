package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real ttyd in a real pod, reached in every way there is. */
@KafkaTest
@ClusterTest
class ShellClusterIT {

  /** Kept for documentation: no packet to it arrives anywhere. */
  private static final String OUT_OF_REACH = "192.0.2.1";

  private static final int TAIL = 200;
  private static final int READERS = 24;
  private static final long MOST_EACH = 256 * 1_024;

  /** What may be in the sockets between a program and us, and come before the answer to Ctrl-C. */
  private static final long MOST_ON_ITS_WAY = 16 << 20;

  @TempDir static Path folder;
  private static TtydPod pod;

  @BeforeAll
  static void start() throws IOException {
    ShellKeys.generateInto(folder);
    pod = new TtydPod(ShellKeys.read(folder.resolve(ShellKeys.FILE)));
  }

  @AfterAll
  static void stop() {
    pod.close();
  }

  @ParameterizedTest
  @CsvSource({
    "direct, true",
    "port-forward, false",
    "auto, true",
    "auto, false",
  })
  void ctrlCEndsAFloodBehindWhatIsOnItsWay(String reach, boolean atItsAddress, KafkaFixture kafka)
      throws Exception {
    try (RunningShells shells = shells(kafka, reach);
        Browser browser = open(shells, atItsAddress ? pod.address() : OUT_OF_REACH)) {
      type(browser, "echo $((6*7))\n");
      awaitText(browser, "42\r\n");
      type(browser, "yes\n");
      long shown = readFor(browser, Duration.ofSeconds(3));
      long start = System.nanoTime();
      type(browser, "\u0003");
      type(browser, "echo stop''ped\n");
      long behind = awaitText(browser, "stopped");
      System.out.printf(
          "%s, pod address %s: %d KB in 3 s, Ctrl-C answered %d KB and %d ms later%n",
          reach,
          atItsAddress,
          shown / 1_024,
          behind / 1_024,
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      assertThat(shown).isGreaterThan(1_000_000);
      assertThat(behind).isLessThan(MOST_ON_ITS_WAY);
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsBackThePodThroughThePortForward(KafkaFixture kafka)
      throws Exception {
    try (RunningShells shells = shells(kafka, "port-forward");
        Browser warm = open(shells, OUT_OF_REACH)) {
      type(warm, "yes\n");
      readFor(warm, Duration.ofSeconds(1));
      type(warm, "\u0003");
      // Kafka's own heap, in this same process, grows by megabytes now and then: that only adds.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 3 && least > MOST_EACH; round++) {
        least = Math.min(least, heapOfReaders(shells) / READERS);
      }
      System.out.printf("port-forward: %d KB of heap a shell that nobody reads%n", least / 1_024);
      assertThat(least).isLessThanOrEqualTo(MOST_EACH);
    }
  }

  /** How much the heap grows by shells whose output nobody reads. */
  private static long heapOfReaders(RunningShells shells) throws IOException {
    long before = Heap.used();
    Browser[] browsers = new Browser[READERS];
    for (int i = 0; i < browsers.length; i++) {
      browsers[i] = open(shells, OUT_OF_REACH);
      type(browsers[i], "yes\n");
    }
    shells.awaitStandstill();
    long held = Heap.used();
    // ttyd hangs up on those that answer none of its pings for 10 s, so it is another that is
    // asked whether the way is still free.
    try (Browser another = open(shells, OUT_OF_REACH)) {
      type(another, "echo $((6*7))\n");
      awaitText(another, "42\r\n");
    }
    for (Browser browser : browsers) {
      browser.close();
    }
    await().atMost(RunningShells.PATIENCE).until(() -> shells.connections() <= 1);
    return held - before;
  }

  private static RunningShells shells(KafkaFixture kafka, String reach) {
    return new RunningShells(
        kafka,
        folder,
        "--terminal.api.gateway.reach=" + reach,
        "--terminal.api.gateway.max-connections-per-terminal=1000",
        "--terminal.api.gateway.namespace=" + pod.namespace,
        "--terminal.api.gateway.installation=" + TtydPod.INSTALLATION);
  }

  private static Browser open(RunningShells shells, String host) throws IOException {
    UUID id = pod.terminalId;
    shells.moved(id, host, 8080);
    return shells.open(id);
  }

  private static void type(Browser browser, String text) throws IOException {
    browser.send(Frame.binary("0" + text));
  }

  /**
   * @return how many bytes came until then
   */
  private static long awaitText(Browser browser, String wanted) throws IOException {
    long bytes = 0;
    long end = System.nanoTime() + RunningShells.PATIENCE.toNanos();
    String shown = "";
    while (!shown.contains(wanted)) {
      Frame frame = browser.nextAnsweringPings();
      assertThat(frame != null && System.nanoTime() < end).as("shown: %s", shown).isTrue();
      bytes += frame.payload().length;
      String words = frame.words();
      shown = shown.substring(Math.max(0, shown.length() - TAIL));
      shown += words.startsWith("0") ? words.substring(1) : "";
    }
    return bytes;
  }

  private static long readFor(Browser browser, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    long shown = 0;
    while (System.nanoTime() < end) {
      shown += browser.nextAnsweringPings().payload().length;
    }
    return shown;
  }
}
