package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.reconcile.EventLog;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** Appends what the reconcile half learned to terminal-events. */
final class KafkaEventLog implements EventLog {

  private final KafkaOperations<String, SpecificRecord> kafka;
  private final Traces traces;

  KafkaEventLog(KafkaOperations<String, SpecificRecord> kafka, Traces traces) {
    this.kafka = kafka;
    this.traces = traces;
  }

  /** While Kafka is away this holds the caller for the producer's {@code max.block.ms}. */
  @Override
  public CompletionStage<Void> append(UUID terminalId, SpecificRecord event) {
    String name = "publish " + event.getSchema().getName();
    try (Stretch stretch = traces.begin(Traces.Kind.PRODUCER, name, traces.here())) {
      CompletionStage<Void> acknowledged = send(terminalId, event);
      stretch.tag("terminal", terminalId).until(acknowledged);
      return acknowledged;
    }
  }

  private CompletionStage<Void> send(UUID terminalId, SpecificRecord event) {
    ProducerRecord<String, SpecificRecord> record =
        new ProducerRecord<>(Topics.TERMINAL_EVENTS.name(), terminalId.toString(), event);
    TraceParent.write(traces.here(), record.headers());
    try {
      return kafka.send(record).thenAccept(acknowledged -> {});
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
