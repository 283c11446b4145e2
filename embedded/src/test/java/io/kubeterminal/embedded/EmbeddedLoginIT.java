package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.serde.RegistryRefusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Kafka and a registry that have a login are nobody's without it. */
class EmbeddedLoginIT {

  private static final Login LOGIN = new Login("kube-terminal", "the-right-password");
  private static final Login WRONG = new Login("kube-terminal", "a-wrong-password-");

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;

  @BeforeAll
  static void start(@TempDir Path folder) {
    // Formatted without a login: what is in the folder does not depend on it.
    EmbeddedKafka.start(folder).close();
    kafka = EmbeddedKafka.start(folder, 0, LOGIN);
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0, LOGIN);
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void who_shows_the_login_writes_in_a_transaction() throws Exception {
    try (Admin admin = Admin.create(client(LOGIN.kafkaSettings()))) {
      NewTopic topic = new NewTopic("written", Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    }
    Map<String, Object> settings = client(LOGIN.kafkaSettings());
    settings.put("transactional.id", "writer");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      assertThat(producer.send(new ProducerRecord<>("written", "key", "value")).get().offset())
          .isZero();
      producer.commitTransaction();
    }
  }

  @Test
  void a_wrong_password_is_told_so() {
    try (Admin admin = Admin.create(client(WRONG.kafkaSettings()))) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void who_shows_nothing_gets_no_answer() {
    try (Admin admin = Admin.create(client(Map.of()))) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void records_are_written_and_read_with_the_registrys_login() {
    try (RecordSerializer serializer = new RecordSerializer();
        RecordDeserializer deserializer = new RecordDeserializer()) {
      serializer.configure(registryClient(LOGIN.registrySettings()), false);
      deserializer.configure(registryClient(LOGIN.registrySettings()), false);
      byte[] bytes = serializer.serialize("terminal-events", closeRequested());
      assertThat(deserializer.deserialize("terminal-events", bytes)).isEqualTo(closeRequested());
    }
  }

  @Test
  void a_serializer_with_a_wrong_password_is_refused() {
    try (RecordSerializer serializer = new RecordSerializer()) {
      serializer.configure(registryClient(WRONG.registrySettings()), false);
      assertThatThrownBy(() -> serializer.serialize("other", closeRequested()))
          .isInstanceOfSatisfying(
              RegistryRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(401));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /", "GET /subjects", "PUT /config", "POST /subjects/a/versions"})
  void no_resource_of_the_registry_answers_a_stranger(String request) throws Exception {
    String[] words = request.split(" ");
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(registry.url() + words[1]))
            .method(words[0], BodyPublishers.ofString("{\"compatibility\": \"NONE\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(asked, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  private static Map<String, Object> client(Map<String, String> login) {
    Map<String, Object> settings = new HashMap<>(login);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("default.api.timeout.ms", 1_500);
    settings.put("request.timeout.ms", 1_000);
    return settings;
  }

  private static Map<String, String> registryClient(Map<String, String> login) {
    Map<String, String> settings = new HashMap<>(login);
    settings.put("schema.registry.url", registry.url());
    return settings;
  }

  private static TerminalCloseRequested closeRequested() {
    return TerminalCloseRequested.newBuilder()
        .setTerminalId(UUID.fromString("0f7a7c2e-2f0e-4a64-9f0b-2c6e1f0a9d11"))
        .setReason(EndReason.USER)
        .setRequestedBy("fanux")
        .setRequestedAt(Instant.parse("2026-11-24T10:00:00Z"))
        .build();
  }
}
