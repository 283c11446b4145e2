package io.kubeterminal.reaper;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Ready means that the partitions are here, and what is known of them is restored. */
final class StreamsHealth implements HealthIndicator {

  private final StreamsBuilderFactoryBean streams;

  StreamsHealth(StreamsBuilderFactoryBean streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    KafkaStreams running = streams.getKafkaStreams();
    if (running == null) {
      return Health.outOfService().withDetail("state", "NOT_STARTED").build();
    }
    KafkaStreams.State state = running.state();
    Health.Builder health =
        switch (state) {
          case RUNNING -> Health.up();
          case CREATED, REBALANCING, PENDING_SHUTDOWN, NOT_RUNNING -> Health.outOfService();
          case PENDING_ERROR, ERROR -> Health.down();
        };
    return health.withDetail("state", state.name()).build();
  }
}
