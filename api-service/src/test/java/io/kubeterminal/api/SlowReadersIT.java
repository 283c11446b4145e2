package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers that read nothing, of terminals that never stop. */
@KafkaTest
class SlowReadersIT {

  private static final int READERS = 200;
  private static final long MOST = 256 * 1_024;

  @TempDir static Path folder;

  @Test
  void eachCostsLittleAndNobodyElseNotices(KafkaFixture kafka) throws Exception {
    try (RunningShells shells =
            new RunningShells(
                kafka,
                folder,
                "--terminal.api.gateway.max-connections-per-user=1000",
                "--terminal.api.gateway.max-connections-per-terminal=1000");
        FakeInside flood = new FakeInside(FakeInside.FLOOD);
        FakeInside echo = new FakeInside(FakeInside.ECHO);
        Browser other = shells.open(shells.terminal(echo))) {
      UUID flooding = shells.terminal(flood);
      shells.open(flooding).close();
      roundTrips(other);
      long before = Heap.used();
      List<Browser> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(shells.open(flooding));
      }
      shells.awaitStandstill();
      long each = (Heap.used() - before) / READERS;
      Duration slowest = roundTrips(other);
      System.out.printf(
          "%d readers that do not read: %d KB of heap each; a round trip beside them %d ms%n",
          READERS, each / 1_024, slowest.toMillis());
      assertThat(each).isLessThan(MOST);
      assertThat(slowest).isLessThan(Duration.ofSeconds(1));
      for (Browser reader : readers) {
        assertThat(reader.next().words()).startsWith("0y\r\n");
        reader.close();
      }
    }
  }

  /** The slowest of some. */
  private static Duration roundTrips(Browser browser) throws IOException {
    long slowest = 0;
    for (int i = 0; i < 100; i++) {
      long start = System.nanoTime();
      browser.send(Frame.binary("0" + i));
      assertThat(browser.nextAnsweringPings().words()).isEqualTo("0" + i);
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    return Duration.ofNanos(slowest);
  }
}
