package io.kubeterminal.api.publish;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes records and tells within a bound whether the broker has them. A record told as unavailable
 * may still be written; whoever tries again does so under the same id.
 */
@Component
public class Publisher {

  /** What became of a record. */
  public sealed interface Outcome {}

  /** Every in-sync replica has it; the broker's append time. */
  public record Acknowledged(Instant appendedAt) implements Outcome {}

  /** Not within the bound. */
  public record Unavailable(Cause cause) implements Outcome {}

  /** Why a record was not acknowledged. */
  public enum Cause {
    /** The registry has not told the schemas' ids yet. */
    REGISTRY,
    /** The broker did not acknowledge in time. */
    KAFKA,
    /** As many records as are allowed are on their way. */
    BUSY
  }

  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String UNAVAILABLE = "unavailable";
  private static final List<String> RECORDS =
      Stream.of(
              TerminalRequested.getClassSchema(),
              TerminalCredentialRenewed.getClassSchema(),
              TerminalCloseRequested.getClassSchema(),
              Heartbeat.getClassSchema(),
              Beacon.getClassSchema())
          .map(Schema::getName)
          .toList();

  private final KafkaTemplate<String, byte[]> kafka;
  private final Serializer<SpecificRecord> serializer;
  private final SchemaIds schemas;
  private final MeterRegistry metrics;
  private final Traces traces;
  private final Duration bound;
  private final Semaphore free;

  public Publisher(
      KafkaTemplate<String, byte[]> kafka,
      Serializer<SpecificRecord> serializer,
      SchemaIds schemas,
      MeterRegistry metrics,
      Traces traces,
      ApiSettings settings) {
    this.kafka = kafka;
    this.serializer = serializer;
    this.schemas = schemas;
    this.metrics = metrics;
    this.traces = traces;
    this.bound = settings.publishTimeout();
    this.free = new Semaphore(settings.maxPublishing());
    for (String record : RECORDS) {
      ApiMetrics.PUBLISHED.timer(metrics, record, ACKNOWLEDGED);
      ApiMetrics.PUBLISHED.timer(metrics, record, UNAVAILABLE);
    }
  }

  /** Writes and waits for the acknowledgement, at most for the bound. */
  public Outcome publish(Topic topic, UUID terminalId, SpecificRecord value) {
    String name = "publish " + value.getSchema().getName();
    try (Stretch stretch = traces.begin(Traces.Kind.PRODUCER, name, traces.here())) {
      stretch.tag("terminal", terminalId);
      Outcome outcome = send(topic, null, terminalId.toString(), value).join();
      if (outcome instanceof Unavailable(Cause cause)) {
        stretch.failed(cause.name());
      }
      return outcome;
    }
  }

  /** Writes to a partition, or to the key's own; the outcome comes within the bound. */
  CompletableFuture<Outcome> send(
      Topic topic, @Nullable Integer partition, String key, SpecificRecord value) {
    long start = System.nanoTime();
    CompletableFuture<Outcome> outcome =
        trySend(topic, partition, key, value)
            .completeOnTimeout(
                new Unavailable(Cause.KAFKA), bound.toMillis(), TimeUnit.MILLISECONDS);
    return outcome.whenComplete((told, never) -> count(value, told, System.nanoTime() - start));
  }

  private CompletableFuture<Outcome> trySend(
      Topic topic, @Nullable Integer partition, String key, SpecificRecord value) {
    if (!schemas.known()) {
      return CompletableFuture.completedFuture(new Unavailable(Cause.REGISTRY));
    }
    if (!free.tryAcquire()) {
      return CompletableFuture.completedFuture(new Unavailable(Cause.BUSY));
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    outcome.whenComplete((told, never) -> free.release());
    try {
      byte[] bytes = serializer.serialize(topic.name(), value);
      var record = new ProducerRecord<String, byte[]>(topic.name(), partition, key, bytes);
      TraceParent.write(traces.here(), record.headers());
      kafka
          .send(record)
          .whenComplete(
              (sent, failure) ->
                  outcome.complete(
                      failure == null
                          ? new Acknowledged(
                              Instant.ofEpochMilli(sent.getRecordMetadata().timestamp()))
                          : unavailable(topic, failure)));
    } catch (KafkaException | org.springframework.kafka.KafkaException e) {
      outcome.complete(unavailable(topic, e));
    }
    return outcome;
  }

  private static Outcome unavailable(Topic topic, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    log.atWarn()
        .addKeyValue("topic", topic.name())
        .addKeyValue("reason", cause.getClass().getSimpleName())
        .log("The broker did not acknowledge a record");
    return new Unavailable(Cause.KAFKA);
  }

  private void count(SpecificRecord value, Outcome outcome, long nanos) {
    String told =
        switch (outcome) {
          case Acknowledged acknowledged -> ACKNOWLEDGED;
          case Unavailable unavailable -> UNAVAILABLE;
        };
    ApiMetrics.PUBLISHED
        .timer(metrics, value.getSchema().getName(), told)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
