package io.kubeterminal.provisioner.fold;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * UP while the fold runs: not before its start, while it takes partitions over, or after an error.
 */
final class FoldHealth extends AbstractHealthIndicator {

  private final StreamsBuilderFactoryBean streams;

  FoldHealth(StreamsBuilderFactoryBean streams) {
    this.streams = streams;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    KafkaStreams running = streams.getKafkaStreams();
    KafkaStreams.State state = running == null ? null : running.state();
    builder
        .status(state == KafkaStreams.State.RUNNING ? "UP" : "DOWN")
        .withDetail("streams", state == null ? "NOT_STARTED" : state.name());
  }
}
