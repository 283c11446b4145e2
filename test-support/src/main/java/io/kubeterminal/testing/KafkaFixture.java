package io.kubeterminal.testing;

import io.kubeterminal.embedded.EmbeddedKafka;
import io.kubeterminal.embedded.EmbeddedRegistry;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka with a schema registry, for tests: {@link #shared()} for most, {@link #fresh()} for those
 * that want one of their own, or stop it.
 */
public final class KafkaFixture implements AutoCloseable {

  /** {@code embedded} (default) or {@code containers}: where the shared Kafka comes from. */
  public static final String SOURCE = "kube-terminal.kafka";

  /**
   * The data of a fresh one; null: this is the shared one, which is neither stopped nor removed.
   */
  private final @Nullable Path folder;

  private final String bootstrapServers;
  private final EmbeddedRegistry registry;
  private @Nullable EmbeddedKafka kafka;

  private KafkaFixture(
      @Nullable Path folder, @Nullable EmbeddedKafka kafka, String bootstrapServers) {
    this.folder = folder;
    this.kafka = kafka;
    this.bootstrapServers = bootstrapServers;
    this.registry = EmbeddedRegistry.start(bootstrapServers);
  }

  /**
   * The one Kafka of this JVM, started by the first call. It runs until the JVM ends and is not
   * stopped in good order then, so that nothing of a test waits for it in vain.
   */
  public static KafkaFixture shared() {
    return Shared.FIXTURE;
  }

  /** A new, empty, embedded Kafka that belongs to the caller, whatever the shared one is. */
  public static KafkaFixture fresh() {
    Path folder = newFolder();
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    return new KafkaFixture(folder, kafka, kafka.bootstrapServers());
  }

  /** {@code host:port} of the Kafka; stays the same over {@link #stopKafka()}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The base URL of the registry. */
  public String registryUrl() {
    return registry.url();
  }

  /** What a Kafka client needs to know: bootstrap servers and registry. */
  public Map<String, Object> clientSettings() {
    return new HashMap<>(
        Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl()));
  }

  /** Creates the topics of the contract where they are missing. */
  public void createTopics(int partitions) {
    try (Admin admin = Admin.create(clientSettings())) {
      new TopicCreation(admin, partitions).ensure(Topics.ALL);
    }
  }

  /** Stops the Kafka of a fresh fixture; the registry goes on answering what it knows. */
  public void stopKafka() {
    if (folder == null) {
      throw new IllegalStateException("the shared Kafka is not stopped: use fresh()");
    }
    if (kafka != null) {
      kafka.close();
      kafka = null;
    }
  }

  /** Starts the Kafka of a fresh fixture again, with its data, on its port. */
  public void startKafka() {
    if (folder == null) {
      throw new IllegalStateException("only a fresh() Kafka is stopped and started");
    }
    if (kafka == null) {
      int port = Integer.parseInt(bootstrapServers.replaceFirst(".*:", ""));
      kafka = EmbeddedKafka.start(folder, port);
    }
  }

  /** Ends a fresh fixture and removes its data. */
  @Override
  public void close() {
    stopKafka();
    registry.close();
    if (folder != null) {
      delete(folder);
    }
  }

  private static KafkaFixture container() {
    BrokerSource source =
        ServiceLoader.load(BrokerSource.class)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException(SOURCE + "=containers works with -Pcontainers"));
    return new KafkaFixture(null, null, source.start());
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("kube-terminal-kafka-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(KafkaFixture::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started when it is first looked at. */
  private static final class Shared {

    private static final KafkaFixture FIXTURE = start();

    private static KafkaFixture start() {
      String source = System.getProperty(SOURCE, "embedded");
      return switch (source) {
        case "embedded" -> embedded();
        case "containers" -> container();
        default ->
            throw new IllegalArgumentException(
                SOURCE + "=" + source + ": must be embedded or containers");
      };
    }

    private static KafkaFixture embedded() {
      EmbeddedKafka kafka = EmbeddedKafka.start(emptyFolder());
      return new KafkaFixture(null, kafka, kafka.bootstrapServers());
    }

    /** Below target/, emptied by the next run, since nobody is there to do it after this one. */
    private static Path emptyFolder() {
      Path target = Path.of("target");
      if (!Files.isDirectory(target)) {
        return newFolder();
      }
      Path folder = target.resolve("shared-kafka").toAbsolutePath();
      if (Files.exists(folder)) {
        delete(folder);
      }
      return folder;
    }
  }
}
