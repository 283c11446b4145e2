package io.kubeterminal.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The shared Kafka as a container; Testcontainers removes it after the JVM has ended. */
public final class ContainerBroker implements BrokerSource {

  /** Which image: apache/kafka or apache/kafka-native, with a tag. */
  static final String IMAGE = "kube-terminal.kafka.image";

  private static final String DEFAULT_IMAGE = "apache/kafka:4.2.0";

  @Override
  public String start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "-Pcontainers needs a Docker engine and finds none;"
              + " without the profile the tests use the embedded Kafka");
    }
    DockerImageName image = DockerImageName.parse(System.getProperty(IMAGE, DEFAULT_IMAGE));
    KafkaContainer kafka =
        new KafkaContainer(image)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_STREAMS_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_STREAMS_MIN_SESSION_TIMEOUT_MS", "2000")
            .withEnv("KAFKA_GROUP_STREAMS_SESSION_TIMEOUT_MS", "6000")
            .withEnv("KAFKA_GROUP_STREAMS_MIN_HEARTBEAT_INTERVAL_MS", "500")
            .withEnv("KAFKA_GROUP_STREAMS_HEARTBEAT_INTERVAL_MS", "1500");
    kafka.start();
    return kafka.getBootstrapServers();
  }
}
