package io.kubeterminal.audit.replay;

import io.kubeterminal.audit.log.Receiver;
import io.kubeterminal.fold.EndedRows;
import io.kubeterminal.fold.EventReader;
import io.kubeterminal.fold.Fold;
import io.kubeterminal.fold.Folded;
import io.kubeterminal.fold.Reading;
import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition of terminal-events, folded: the same events, in the same order, by the same rule as
 * the provisioner's.
 */
final class RebuiltRows implements Receiver {

  /**
   * A row, and the event that made it what it is.
   *
   * @param offset of the event
   * @param time when the event was appended
   */
  record Rebuilt(TerminalRow row, long offset, Instant time) {}

  private final EventReader reader;
  private final EndedRows ended;
  private final Map<UUID, Rebuilt> rows = new HashMap<>();
  private Instant newest = Instant.MIN;
  private @Nullable Instant oldest;
  private long events;
  private long refused;
  private long ignored;

  RebuiltRows(EventReader reader, Duration rowRetention) {
    this.reader = reader;
    this.ended = new EndedRows(rowRetention);
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    Instant time = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    newest = time.isAfter(newest) ? time : newest;
    oldest = oldest == null ? time : oldest;
    events++;
    switch (reader.read(record.partition(), record.key(), record.value())) {
      case Reading.Refused _ -> refused++;
      case Reading.Event event -> fold(event, record.offset(), time);
    }
    forget();
  }

  Map<UUID, Rebuilt> rows() {
    return rows;
  }

  /** The append time of the first record there is; null: there is none. */
  @Nullable Instant oldest() {
    return oldest;
  }

  /** The newest append time: what the fold calls now. */
  Instant newest() {
    return newest;
  }

  long events() {
    return events;
  }

  /** How many were no event of ours, or break its contract; the provisioner made dead letters. */
  long refused() {
    return refused;
  }

  long ignored() {
    return ignored;
  }

  private void fold(Reading.Event event, long offset, Instant time) {
    UUID terminal = event.terminalId();
    Rebuilt found = rows.get(terminal);
    TerminalRow row = ended.seen(found == null ? null : found.row(), newest);
    switch (Fold.fold(row, event.event(), time)) {
      case Folded.Ignored _ -> ignored++;
      case Folded.Changed changed -> {
        rows.put(terminal, new Rebuilt(changed.row(), offset, time));
        ended.add(changed.row());
      }
    }
  }

  private void forget() {
    for (Optional<UUID> due = ended.takeDue(newest); due.isPresent(); due = ended.takeDue(newest)) {
      // The id may have been used again since: then the newer row stays.
      rows.computeIfPresent(
          due.get(), (id, rebuilt) -> ended.isOver(rebuilt.row(), newest) ? null : rebuilt);
    }
  }
}
