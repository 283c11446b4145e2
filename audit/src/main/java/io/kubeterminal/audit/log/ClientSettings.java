package io.kubeterminal.audit.log;

import static io.kubeterminal.audit.log.CannotAnswer.Kind.USAGE;

import io.kubeterminal.serde.RegistrySettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** How Kafka and the registry are reached, by Kafka's and Confluent's own names. */
public final class ClientSettings {

  private static final String DEFAULT_KAFKA = "localhost:9092";
  private static final String DEFAULT_REGISTRY = "http://localhost:8081";
  private static final String CLIENT_ID = "kube-terminal-audit";

  /** What a file for all kinds of clients may hold, and would leave a trace. */
  private static final List<String> OF_A_GROUP =
      List.of("group.id", "group.instance.id", "group.protocol", "group.remote.assignor");

  private final Map<String, Object> settings;

  private ClientSettings(Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  /**
   * @param file settings of a Kafka client, as every Kafka tool takes them
   * @param bootstrapServers, registryUrl stand above what the file says
   * @throws CannotAnswer if the file cannot be read
   */
  public static ClientSettings of(
      @Nullable Path file, @Nullable String bootstrapServers, @Nullable String registryUrl) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_KAFKA);
    settings.put(RegistrySettings.URL, DEFAULT_REGISTRY);
    if (file != null) {
      read(file).forEach((name, value) -> settings.put(name.toString(), value));
    }
    if (bootstrapServers != null) {
      settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }
    if (registryUrl != null) {
      settings.put(RegistrySettings.URL, registryUrl);
    }
    return new ClientSettings(settings);
  }

  /** {@code host:port} of the Kafka, for people. */
  public String bootstrapServers() {
    return String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** For a consumer that reads what is committed and leaves no trace. */
  public Map<String, Object> consumer() {
    Map<String, Object> consumer = client();
    consumer.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    // Kafka holds a fetch that finds nothing for so long, and the one behind the last record keeps
    // close() waiting: by default for half a second of every answer.
    consumer.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    OF_A_GROUP.forEach(consumer::remove);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return consumer;
  }

  /** For the one writer, that of {@code replay --into}. */
  public Map<String, Object> producer() {
    Map<String, Object> producer = client();
    producer.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    producer.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    producer.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return producer;
  }

  /** For reading the registry; it is asked for schemas and never given one. */
  public Map<String, Object> registry() {
    Map<String, Object> registry = new HashMap<>(settings);
    registry.put(RegistrySettings.AUTO_REGISTER, false);
    return registry;
  }

  private Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>(settings);
    client.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    client.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    client.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
    client.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return client;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (NoSuchFileException missing) {
      throw new CannotAnswer(USAGE, "there is no file " + file + ": check --command-config");
    } catch (IOException | IllegalArgumentException e) {
      // The cause may quote a line, and a line may be a password: only its class is told.
      throw new CannotAnswer(
          USAGE,
          "%s cannot be read as a properties file (%s): check --command-config"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }
}
