package io.kubeterminal.audit.replay;

import static io.kubeterminal.audit.log.CannotAnswer.Kind.UNREADABLE;
import static java.util.Objects.requireNonNull;

import io.kubeterminal.audit.log.CannotAnswer;
import io.kubeterminal.audit.log.Receiver;
import io.kubeterminal.audit.log.Span;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.fold.EventReader;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Folds terminal-events again and holds the rows of terminals against what comes out, while both go
 * on.
 */
public final class LogReplay {

  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();
  private static final String ROWS = Topics.TERMINALS.name();
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TopicReader topics;
  private final Duration rowRetention;
  private final InstantSource clock;
  private final Map<Integer, RebuiltRows> rebuilt = new TreeMap<>();
  private final Map<Integer, LiveRows> live = new HashMap<>();
  private final Map<Integer, Long> cut;
  private final Map<Integer, Long> eventsRead;
  private final Map<Integer, Long> rowsRead;

  /**
   * @param rowRetention the provisioner's setting of that name
   */
  public LogReplay(
      TopicReader topics,
      Deserializer<SpecificRecord> deserializer,
      Duration rowRetention,
      InstantSource clock) {
    this.topics = topics;
    this.rowRetention = rowRetention;
    this.clock = clock;
    int count = partitions(topics);
    for (int partition = 0; partition < count; partition++) {
      rebuilt.put(
          partition, new RebuiltRows(new EventReader(deserializer, () -> count), rowRetention));
      live.put(partition, new LiveRows(deserializer));
    }
    cut = topics.starts(EVENTS, rebuilt.keySet());
    eventsRead = new HashMap<>(cut);
    rowsRead = new HashMap<>(topics.starts(ROWS, rebuilt.keySet()));
  }

  /**
   * Compares what stands in both topics now.
   *
   * @param wait how long a row may lag behind its event
   */
  public Report compare(Duration wait) {
    readEvents();
    Set<String> unsettled = null;
    for (long more = wait.dividedBy(PAUSE); ; more--) {
      readRows();
      Report report = compareAll(unsettled);
      // What the rows show already may stand in the log behind where it was read to.
      boolean moved = readEvents();
      boolean settled = report.isEqual() || (!moved && !report.mayBeLag());
      if (settled || more <= 0) {
        return report;
      }
      unsettled = new HashSet<>();
      for (Difference difference : report.differences()) {
        unsettled.add(difference.terminal());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** By partition. */
  Map<Integer, RebuiltRows> rebuilt() {
    return rebuilt;
  }

  /** One terminal's rows and events are in the partition of the same number. */
  private static int partitions(TopicReader topics) {
    int events = topics.partitions(EVENTS);
    int rows = topics.partitions(ROWS);
    if (events != rows) {
      throw new CannotAnswer(
          UNREADABLE,
          "%s has %d partitions and %s has %d, so no row can be told to be right: make them equal"
              .formatted(EVENTS, events, ROWS, rows));
    }
    return events;
  }

  private boolean readEvents() {
    return readOn(EVENTS, eventsRead, rebuilt);
  }

  private void readRows() {
    readOn(ROWS, rowsRead, live);
  }

  /** Reads to the topic's end as it is now; whether there was something. */
  private boolean readOn(
      String topic, Map<Integer, Long> read, Map<Integer, ? extends Receiver> receivers) {
    Map<Integer, Long> ends = topics.ends(topic, read.keySet());
    Map<Integer, Span> spans = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            spans.put(partition, new Span(requireNonNull(read.get(partition)), end)));
    topics.read(
        topic,
        spans,
        (ConsumerRecord<byte[], byte[]> record) ->
            requireNonNull(receivers.get(record.partition())).take(record));
    boolean moved = !ends.equals(read);
    read.putAll(ends);
    return moved;
  }

  /**
   * @param unsettled only differences of these terminals count; null: all do
   */
  private Report compareAll(@Nullable Set<String> unsettled) {
    List<Difference> differences = new ArrayList<>();
    List<Comparison.Result> results = new ArrayList<>();
    for (int partition : rebuilt.keySet()) {
      Comparison.Result result = compare(partition);
      results.add(result);
      result.differences().stream()
          .filter(each -> unsettled == null || unsettled.contains(each.terminal()))
          .forEach(differences::add);
    }
    differences.sort(Difference.FIRST);
    return new Report(
        folding(),
        results.stream().mapToInt(Comparison.Result::equal).sum(),
        results.stream().mapToInt(Comparison.Result::forgotten).sum(),
        results.stream().mapToInt(Comparison.Result::overdue).sum(),
        results.stream().mapToInt(Comparison.Result::older).sum(),
        differences);
  }

  private Comparison.Result compare(int partition) {
    return Comparison.of(
        partition,
        requireNonNull(rebuilt.get(partition)),
        requireNonNull(live.get(partition)),
        rowRetention,
        requireNonNull(cut.get(partition)) > 0,
        clock.instant());
  }

  private Report.Folding folding() {
    return new Report.Folding(
        rebuilt.values().stream().mapToLong(RebuiltRows::events).sum(),
        rebuilt.size(),
        rebuilt.values().stream().mapToInt(rows -> rows.rows().size()).sum(),
        rebuilt.values().stream().mapToLong(RebuiltRows::refused).sum(),
        rebuilt.values().stream().mapToLong(RebuiltRows::ignored).sum());
  }
}
