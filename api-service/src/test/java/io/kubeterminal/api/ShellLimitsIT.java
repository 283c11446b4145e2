package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many shells there may be, and how long one may be silent. */
@KafkaTest
class ShellLimitsIT {

  @TempDir static Path folder;

  @ParameterizedTest
  @CsvSource({
    "max-connections-per-terminal, 429, too-many-connections",
    "max-connections-per-user, 429, too-many-connections",
    "max-connections, 503, too-busy",
  })
  void noMoreThanThereMayBe(String limit, int status, String says, KafkaFixture kafka)
      throws Exception {
    try (RunningShells shells =
            new RunningShells(kafka, folder, "--terminal.api.gateway." + limit + "=2");
        FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      UUID id = shells.terminal(inside);
      Browser first = shells.open(id);
      Browser second = shells.open(id);
      try (Browser third = shells.ask(id, shells.headers(id))) {
        assertThat(third.status()).isEqualTo(status);
        assertThat(third.body()).contains(says);
      }
      assertThat(inside.accepted()).isEqualTo(2);
      first.close();
      await().until(() -> open(shells) == 1);
      shells.open(id).close();
      second.close();
      await().until(() -> open(shells) == 0);
    }
  }

  @Test
  void aSilentBrowserIsKeptWhileItAnswersAndLetGoWhenNot(KafkaFixture kafka) throws Exception {
    try (RunningShells shells =
            new RunningShells(
                kafka,
                folder,
                "--terminal.api.gateway.ping=200ms",
                "--terminal.api.gateway.pong-timeout=600ms");
        FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      UUID id = shells.terminal(inside);
      try (Browser alive = shells.open(id);
          Browser dead = shells.open(id)) {
        answerPings(alive, 10);
        assertThat(lastOf(dead).closeCode()).isEqualTo(4408);
        alive.send(Frame.binary("0still here"));
        assertThat(alive.nextAnsweringPings().words()).isEqualTo("0still here");
      }
    }
  }

  private static void answerPings(Browser browser, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Frame ping = browser.next();
      assertThat(ping.opcode()).isEqualTo(Frame.PING);
      browser.send(new Frame(true, Frame.PONG, ping.payload()));
    }
  }

  private static Frame lastOf(Browser browser) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    Frame frame = browser.next();
    while (frame.opcode() == Frame.PING && System.nanoTime() < end) {
      frame = browser.next();
    }
    return frame;
  }

  private static double open(RunningShells shells) {
    return shells
        .api
        .bean(MeterRegistry.class)
        .get("terminal.api.gateway.connections")
        .gauge()
        .value();
  }
}
