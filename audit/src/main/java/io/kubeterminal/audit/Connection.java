package io.kubeterminal.audit;

import io.kubeterminal.audit.log.ClientSettings;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.serde.RecordDeserializer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka and the registry are: the options that every command has. */
final class Connection {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Where Kafka is. Default: what FILE says, or localhost:9092.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Where the registry is. Default: what FILE says, or http://localhost:8081.")
  private @Nullable String registryUrl;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = {
        "Settings of a Kafka client, schema.registry.url among them, such as",
        "the quickstart's .kube-terminal/kafka-client.properties."
      })
  private @Nullable Path file;

  ClientSettings settings() {
    return ClientSettings.of(file, bootstrapServers, registryUrl);
  }

  TopicReader reader() {
    return new TopicReader(settings());
  }

  RecordDeserializer deserializer() {
    RecordDeserializer deserializer = new RecordDeserializer();
    deserializer.configure(settings().registry(), false);
    return deserializer;
  }
}
