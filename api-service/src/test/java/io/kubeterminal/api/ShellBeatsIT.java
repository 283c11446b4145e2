package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes through shells, as beats in Kafka. */
@KafkaTest
class ShellBeatsIT {

  @TempDir static Path folder;
  private static RunningShells shells;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    shells = new RunningShells(kafka, folder);
  }

  @AfterAll
  static void stop() {
    shells.close();
  }

  @Test
  void whatIsTypedInAllShellsOfATerminalIsOneBeat(KafkaFixture kafka) throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      UUID id = shells.terminal(inside);
      try (Browser one = shells.open(id);
          Browser another = shells.open(id)) {
        for (int i = 0; i < 20; i++) {
          type(one, "0a");
          type(another, "0b");
        }
      }
      try (Browser again = shells.open(id)) {
        type(again, "0c");
      }
      awaitBeat(id);
      assertThat(beats(kafka, id)).isEqualTo(1);
    }
  }

  @Test
  void whatATerminalShowsToNobodyIsNoBeat(KafkaFixture kafka) throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      UUID forgotten = shells.terminal(inside);
      UUID used = shells.terminal(inside);
      try (Browser tab = shells.open(forgotten);
          Browser person = shells.open(used)) {
        type(tab, "1{\"columns\":80}");
        try (FakeInside top = new FakeInside(FakeInside.OPEN);
            Browser watching = shells.open(moveTo(forgotten, top))) {
          FakeInside.Connection connection = top.await();
          for (int i = 0; i < 20; i++) {
            connection.send(Frame.binary("0load average"));
            watching.next();
          }
        }
        type(person, "0ls");
      }
      awaitBeat(used);
      assertThat(beats(kafka, forgotten)).isZero();
    }
  }

  @Test
  void whatATerminalShowsWhereSomebodyWasLatelyIsABeat() throws Exception {
    try (FakeInside top = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(top);
      Instant earlier = Instant.now().minusSeconds(600);
      shells.feed.beat(id, earlier);
      try (Browser watching = shells.open(id)) {
        top.await().send(Frame.binary("0load average"));
        watching.next();
        await().atMost(RunningShells.PATIENCE).until(() -> shells.lastBeat(id).isAfter(earlier));
      }
    }
  }

  private static UUID moveTo(UUID id, FakeInside inside) {
    shells.moved(id, "127.0.0.1", inside.port());
    return id;
  }

  private static void type(Browser browser, String message) throws IOException {
    browser.send(Frame.binary(message));
    assertThat(browser.next().words()).isEqualTo(message);
  }

  private static void awaitBeat(UUID id) {
    await().atMost(RunningShells.PATIENCE).until(() -> shells.lastBeat(id) != null);
  }

  private static long beats(KafkaFixture kafka, UUID id) {
    try (RawRecords records = new RawRecords(kafka)) {
      return records.read(Topics.TERMINAL_HEARTBEATS.name()).stream()
          .filter(entry -> entry.key().equals(id.toString()))
          .count();
    }
  }
}
