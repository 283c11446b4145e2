package io.kubeterminal.api.publish;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  private final KafkaTemplate<String, byte[]> kafka;
  private final Serializer<SpecificRecord> serializer;
  private final SchemaIds schemas;
  private final MeterRegistry metrics;
  private final Duration bound;
  private final Semaphore free;

  public Publisher(
      KafkaTemplate<String, byte[]> kafka,
      Serializer<SpecificRecord> serializer,
      SchemaIds schemas,
      MeterRegistry metrics,
      ApiSettings settings) {
    this.kafka = kafka;
    this.serializer = serializer;
    this.schemas = schemas;
    this.metrics = metrics;
    this.bound = settings.publishTimeout();
    this.free = new Semaphore(settings.maxPublishing());
  }

  /** Writes and waits for the acknowledgement, at most for the bound. */
  public Outcome publish(Topic topic, UUID terminalId, SpecificRecord value) {
    return send(topic, null, terminalId.toString(), value).join();
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
      kafka
          .send(new ProducerRecord<>(topic.name(), partition, key, bytes))
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
          case Acknowledged acknowledged -> "acknowledged";
          case Unavailable unavailable -> "unavailable";
        };
    Timer.builder("terminal.api.published")
        .description("Records written, from the request to the broker's acknowledgement")
        .tag("record", value.getSchema().getName())
        .tag("outcome", told)
        .register(metrics)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
