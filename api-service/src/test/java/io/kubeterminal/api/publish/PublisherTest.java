package io.kubeterminal.api.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

class PublisherTest {

  private static final UUID ID = UUID.randomUUID();
  private static final Heartbeat BEAT = new Heartbeat(ID, Instant.EPOCH);
  private static final Instant APPENDED = Instant.parse("2026-11-24T10:00:00Z");

  @SuppressWarnings("unchecked")
  private final KafkaTemplate<String, byte[]> kafka = mock(KafkaTemplate.class);

  private final SchemaIds schemas = mock(SchemaIds.class);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Publisher publisher =
      new Publisher(
          kafka,
          (topic, record) -> new byte[0],
          schemas,
          metrics,
          Traces.OFF,
          SettingsOf.bind(
              ApiSettings.class,
              "terminal.api",
              Map.of("terminal.api.publish-timeout", "1s", "terminal.api.max-publishing", "1")));

  @BeforeEach
  void theSchemasAreKnown() {
    when(schemas.known()).thenReturn(true);
  }

  @Test
  void theAcknowledgementHasTheBrokersTime() {
    answerWith(CompletableFuture.completedFuture(sent()));
    assertThat(publish()).isEqualTo(new Acknowledged(APPENDED));
    assertThat(counted("acknowledged")).isEqualTo(1);
  }

  @Test
  void withoutSchemasNothingIsTried() {
    when(schemas.known()).thenReturn(false);
    assertThat(publish()).isEqualTo(new Unavailable(Cause.REGISTRY));
  }

  @Test
  void aFailureNowOrLaterIsAnOutcome() {
    when(kafka.send(any(ProducerRecord.class))).thenThrow(new TimeoutException("no metadata"));
    assertThat(publish()).isEqualTo(new Unavailable(Cause.KAFKA));
    when(kafka.send(any(ProducerRecord.class)))
        .thenThrow(new org.springframework.kafka.KafkaException("closed"));
    assertThat(publish()).isEqualTo(new Unavailable(Cause.KAFKA));
    reset(kafka);
    answerWith(CompletableFuture.failedFuture(new TimeoutException("expired")));
    assertThat(publish()).isEqualTo(new Unavailable(Cause.KAFKA));
    assertThat(counted("unavailable")).isEqualTo(3);
  }

  @Test
  void aBrokerThatNeverAnswersIsWaitedForWithinTheBound() {
    answerWith(new CompletableFuture<>());
    long start = System.nanoTime();
    assertThat(publish()).isEqualTo(new Unavailable(Cause.KAFKA));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void oneMoreThanAllowedIsRefusedAndTheNextIsNot() {
    CompletableFuture<SendResult<String, byte[]>> onItsWay = new CompletableFuture<>();
    answerWith(onItsWay);
    CompletableFuture<Outcome> first =
        publisher.send(Topics.TERMINAL_HEARTBEATS, null, ID.toString(), BEAT);
    assertThat(publish()).isEqualTo(new Unavailable(Cause.BUSY));
    onItsWay.complete(sent());
    assertThat(first).isCompletedWithValue(new Acknowledged(APPENDED));
    assertThat(publish()).isEqualTo(new Acknowledged(APPENDED));
  }

  private Outcome publish() {
    return publisher.publish(Topics.TERMINAL_HEARTBEATS, ID, BEAT);
  }

  private void answerWith(CompletableFuture<SendResult<String, byte[]>> answer) {
    when(kafka.send(any(ProducerRecord.class))).thenReturn(answer);
  }

  private double counted(String outcome) {
    return metrics
        .get("terminal.api.published")
        .tag("record", "Heartbeat")
        .tag("outcome", outcome)
        .timer()
        .count();
  }

  private static SendResult<String, byte[]> sent() {
    return new SendResult<>(
        new ProducerRecord<>("t", new byte[0]),
        new RecordMetadata(new TopicPartition("t", 0), 0, 0, APPENDED.toEpochMilli(), 0, 0));
  }
}
