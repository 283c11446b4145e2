package io.kubeterminal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each example, as people run it: its terminal comes up and ends, what it wrote is what
 * kube-terminal itself would have written, and its token is readable for the provisioner alone.
 */
class ExamplesIT {

  private static final String TOKEN = "example-token-4711";
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir private static Path data;
  private static QuickstartProcess quickstart;
  private static Map<String, String> environment;
  private static String client;

  @BeforeAll
  static void start() throws Exception {
    quickstart = QuickstartProcess.start(Map.of(), "--port", "0", "--data", data.toString());
    environment =
        Map.of(
            "API", quickstart.awaitReady().url(),
            "TOKEN", TOKEN,
            "OWNER", "an-example",
            "JAVA_HOME", System.getProperty("java.home"),
            "AVRO_TOOLS", System.getProperty("kube-terminal.avro-tools", ""));
    client = data.resolve("kafka-client.properties").toString();
  }

  @AfterAll
  static void stop() throws Exception {
    quickstart.close();
  }

  @Test
  void theTopicsAreAsDocumented() throws Exception {
    DocumentedTopics documented = DocumentedTopics.of(quickstart);
    documented.assertTopics();
    documented.assertSchemas();
  }

  @Test
  void inNode() throws Exception {
    Path folder = HERE.resolve("node");
    ExampleRun.of(Map.of(), folder, "npm", "ci", "--no-progress", "--loglevel=error");
    assertItIsAsGoodAsOurs(ExampleRun.of(environment, folder, "node", "open-terminal.mjs", client));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "kube-terminal.java-libraries",
      matches = ".+",
      disabledReason = "needs Confluent's classes: run with -Pinterop")
  void inJava() throws Exception {
    assertItIsAsGoodAsOurs(
        ExampleRun.of(
            environment,
            HERE.resolve("java"),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("kube-terminal.java-libraries"),
            "OpenTerminal.java",
            client));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "kube-terminal.avro-tools",
      matches = ".+",
      disabledReason = "needs Avro's tools: run with -Pinterop")
  @Needs({"kcat", "jose", "jq", "curl", "xxd"})
  void inTheShell() throws Exception {
    assertItIsAsGoodAsOurs(
        ExampleRun.of(environment, HERE.resolve("shell"), "./open-terminal", client));
  }

  private static void assertItIsAsGoodAsOurs(ExampleRun run) throws Exception {
    run.assertItWentThroughAll();
    ReadTopics topics = new ReadTopics(quickstart.clientSettings());
    UUID id = run.terminalId();

    List<ConsumerRecord<String, SpecificRecord>> events =
        topics.of(Topics.TERMINAL_EVENTS.name(), id);
    assertThat(events)
        .extracting(record -> (Object) record.value().getClass())
        .containsExactly(
            TerminalRequested.class,
            TerminalReady.class,
            TerminalCloseRequested.class,
            TerminalClosed.class);
    TerminalRequested requested = (TerminalRequested) events.getFirst().value();
    assertThat(requested.getOwner()).isEqualTo("an-example");
    Path keys = data.resolve("keys").resolve(SealingKeys.PRIVATE_FILE);
    assertThat(new Opener(SealingKeys.read(keys)).open(id, requested.getSealedCredential()))
        .isEqualTo(TOKEN);
    assertThat(requested.toString()).doesNotContain(TOKEN);

    List<ConsumerRecord<String, SpecificRecord>> beats =
        topics.of(Topics.TERMINAL_HEARTBEATS.name(), id);
    assertThat(beats.getFirst().value()).isInstanceOf(Heartbeat.class);
    assertThat(beats.getFirst().partition()).isEqualTo(events.getFirst().partition());
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.name().endsWith("-dlt"))
        .allSatisfy(topic -> assertThat(topics.all(topic.name())).isEmpty());
  }
}
