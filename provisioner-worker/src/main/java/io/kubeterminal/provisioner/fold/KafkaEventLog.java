package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.reconcile.EventLog;
import io.kubeterminal.topic.Topics;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.kafka.core.KafkaOperations;

/** Appends what the reconcile half learned to terminal-events. */
final class KafkaEventLog implements EventLog {

  private final KafkaOperations<String, SpecificRecord> kafka;

  KafkaEventLog(KafkaOperations<String, SpecificRecord> kafka) {
    this.kafka = kafka;
  }

  /** While Kafka is away this holds the caller for the producer's {@code max.block.ms}. */
  @Override
  public CompletionStage<Void> append(UUID terminalId, SpecificRecord event) {
    try {
      return kafka
          .send(Topics.TERMINAL_EVENTS.name(), terminalId.toString(), event)
          .thenAccept(acknowledged -> {});
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
