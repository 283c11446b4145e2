package io.kubeterminal.provisioner.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.fold.EndedRows;
import io.kubeterminal.fold.EventReader;
import io.kubeterminal.fold.Fold;
import io.kubeterminal.fold.Folded;
import io.kubeterminal.fold.Reading;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds one partition of terminal-events: reads, asks {@link Fold}, keeps and forwards the row. It
 * waits for nothing but the registry, and only for a schema it has not seen yet.
 */
final class FoldProcessor implements Processor<byte[], byte[], Object, Object> {

  /** What every partition's processor shares. */
  record Parts(
      EventReader reader,
      RowListener listener,
      FoldProgress progress,
      FoldCounters counters,
      String consumer,
      Duration rowRetention,
      int forgetPerTick,
      LongSupplier nanoTime,
      Traces traces) {}

  static final Duration TICK = Duration.ofMillis(100);

  /** A record ends one row at most, so two keep up with any replay. */
  private static final int FORGET_PER_RECORD = 2;

  private static final Logger LOG = LoggerFactory.getLogger(FoldProcessor.class);

  private final Parts parts;
  private final LogClock clock;
  private EndedRows ended;
  private @Nullable ProcessorContext<Object, Object> context;
  private @Nullable KeyValueStore<UUID, TerminalRow> rows;
  private @Nullable RowHandOver handOver;

  FoldProcessor(Parts parts) {
    this.parts = parts;
    this.clock = new LogClock(parts.nanoTime());
    this.ended = new EndedRows(parts.rowRetention());
  }

  /** May be called again on the same instance, when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    rows = context.getStateStore(FoldTopology.ROWS);
    ended = new EndedRows(parts.rowRetention());
    try (KeyValueIterator<UUID, TerminalRow> all = rows().all()) {
      all.forEachRemaining(entry -> ended.add(entry.value));
    }
    clock.folded(context.currentStreamTimeMs());
    handOver = new RowHandOver(parts.listener(), parts.progress(), context.taskId().partition());
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    clock.folded(context().currentStreamTimeMs());
    int partition = context().taskId().partition();
    switch (parts.reader().read(partition, record.key(), record.value())) {
      case Reading.Refused refused -> refuse(record, refused.reason());
      case Reading.Event event -> fold(event, record);
    }
    forget(FORGET_PER_RECORD);
  }

  @Override
  public void close() {
    if (handOver != null) {
      handOver.end();
    }
  }

  private void fold(Reading.Event event, Record<byte[], byte[]> record) {
    // What is folded again on the way to the log's end was traced when it was new.
    TraceParent parent = handOver().begun() ? TraceParent.of(record.headers()) : null;
    String name = "fold " + event.event().getSchema().getName();
    try (Stretch stretch = parts.traces().begin(Traces.Kind.CONSUMER, name, parent)) {
      stretch.tag("terminal", event.terminalId());
      fold(event, Instant.ofEpochMilli(record.timestamp()));
    }
  }

  private void fold(Reading.Event event, Instant appendTime) {
    UUID terminalId = event.terminalId();
    // Whether the tick came before this event must not matter: a replay has other ticks.
    TerminalRow row = ended.seen(rows().get(terminalId), streamTime());
    switch (Fold.fold(row, event.event(), appendTime)) {
      case Folded.Ignored ignored -> parts.counters().ignored(ignored);
      case Folded.Changed changed -> keep(terminalId, changed.row(), appendTime);
    }
  }

  private void keep(UUID terminalId, TerminalRow row, Instant appendTime) {
    rows().put(terminalId, row);
    ended.add(row);
    forward(terminalId, row, appendTime);
    LOG.atInfo()
        .addKeyValue("terminal", terminalId)
        .addKeyValue("phase", row.getPhase())
        .addKeyValue("reason", row.getReason())
        .log("Folded");
  }

  private void refuse(Record<byte[], byte[]> record, String reason) {
    var origin = context().recordMetadata().orElseThrow();
    parts.counters().refused();
    LOG.atWarn()
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .addKeyValue("reason", reason)
        .log("Refused an event");
    var stands =
        new DeadLetter.Origin(
            origin.topic(), origin.partition(), origin.offset(), record.timestamp());
    var letter = DeadLetter.of(parts.consumer(), stands, record.key(), record.value(), reason);
    context()
        .forward(
            new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()),
            FoldTopology.DEAD_LETTERS);
  }

  private void tick() {
    handOver().tick(rows());
    forget(parts.forgetPerTick());
  }

  private void forget(int most) {
    for (int i = 0; i < most; i++) {
      Optional<UUID> due = ended.takeDue(clock.now());
      if (due.isEmpty()) {
        return;
      }
      // The id may have been used again since: then the newer row stays.
      if (ended.isOver(rows().get(due.get()), clock.now())) {
        rows().delete(due.get());
        forward(due.get(), null, clock.now());
      }
    }
  }

  private void forward(UUID terminalId, @Nullable TerminalRow row, Instant time) {
    Headers headers = new RecordHeaders();
    TraceParent.write(parts.traces().here(), headers);
    context()
        .forward(
            new Record<>(terminalId, row, time.toEpochMilli(), headers), FoldTopology.TERMINALS);
    handOver().changed(terminalId, row);
  }

  private Instant streamTime() {
    return Instant.ofEpochMilli(context().currentStreamTimeMs());
  }

  private ProcessorContext<Object, Object> context() {
    return requireNonNull(context, "init() comes first");
  }

  private KeyValueStore<UUID, TerminalRow> rows() {
    return requireNonNull(rows, "init() comes first");
  }

  private RowHandOver handOver() {
    return requireNonNull(handOver, "init() comes first");
  }
}
