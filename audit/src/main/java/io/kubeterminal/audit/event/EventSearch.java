package io.kubeterminal.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.kubeterminal.audit.log.Receiver;
import io.kubeterminal.audit.log.Span;
import io.kubeterminal.audit.log.TimeOrder;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.fold.EventReader;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Deserializer;

/** Finds the events of terminal-events that answer a question, and reads no more than it must. */
public final class EventSearch {

  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();

  /** A partition's next leader may have another clock: so far behind its time is still looked. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** What a search took: records read, of how many partitions, and how many events it found. */
  public record Effort(long read, int partitions, long found) {}

  private final TopicReader log;
  private final Deserializer<SpecificRecord> deserializer;

  public EventSearch(TopicReader log, Deserializer<SpecificRecord> deserializer) {
    this.log = log;
    this.deserializer = deserializer;
  }

  /** Everything up to the log's end as it is now, in the order of time. */
  public Effort find(Question question, Consumer<AuditedEvent> found) {
    int count = log.partitions(EVENTS);
    Set<Integer> partitions = partitions(question, count);
    Picking picking = new Picking(question, count, found);
    log.read(EVENTS, spans(question, partitions), new TimeOrder(partitions, picking::take));
    return new Effort(picking.read, partitions.size(), picking.found);
  }

  /** Everything from the log's end on, as it comes, until the thread is interrupted. */
  public void follow(Question question, Consumer<AuditedEvent> found, Runnable pause) {
    int count = log.partitions(EVENTS);
    Set<Integer> partitions = partitions(question, count);
    Map<Integer, Long> ends = log.ends(EVENTS, partitions);
    Picking picking = new Picking(question, count, event -> {});
    if (question.user() != null) {
      log.read(EVENTS, spans(log.starts(EVENTS, partitions), ends), picking::take);
    }
    picking.to = found;
    log.follow(
        EVENTS,
        ends,
        new Receiver() {
          @Override
          public void take(ConsumerRecord<byte[], byte[]> record) {
            picking.take(record);
          }

          @Override
          public void pause() {
            pause.run();
          }
        });
  }

  /** All records of a terminal are in one partition. */
  private static Set<Integer> partitions(Question question, int count) {
    UUID terminal = question.terminal();
    return terminal == null
        ? TopicReader.all(count)
        : Set.of(BuiltInPartitioner.partitionForKey(terminal.toString().getBytes(UTF_8), count));
  }

  private Map<Integer, Span> spans(Question question, Set<Integer> partitions) {
    Instant since = question.since();
    Instant until = question.until();
    // Whose a terminal is stands in its request, which may be older than what is asked for.
    Map<Integer, Long> starts =
        since == null || question.user() != null
            ? log.starts(EVENTS, partitions)
            : log.firstAt(EVENTS, partitions, since);
    Map<Integer, Long> ends =
        until == null
            ? log.ends(EVENTS, partitions)
            : log.firstAt(EVENTS, partitions, until.plus(SKEW));
    return spans(starts, ends);
  }

  private static Map<Integer, Span> spans(Map<Integer, Long> starts, Map<Integer, Long> ends) {
    Map<Integer, Span> spans = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            spans.put(partition, new Span(requireNonNull(starts.get(partition)), end)));
    return spans;
  }

  /** Reads, picks and counts. */
  private final class Picking {

    private final Selection selection;
    private final EventReader reader;
    private Consumer<AuditedEvent> to;
    private long read;
    private long found;

    Picking(Question question, int partitions, Consumer<AuditedEvent> to) {
      this.selection = new Selection(question);
      this.reader = new EventReader(deserializer, () -> partitions);
      this.to = to;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
      read++;
      if (!selection.mayAnswer(record)) {
        return;
      }
      AuditedEvent event = AuditedEvent.of(record, reader);
      if (selection.answers(event)) {
        found++;
        to.accept(event);
      }
    }
  }
}
