package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search finds what is planted: in compressed records, in files, in a process' arguments. */
@KafkaTest
class SecretSearchIT {

  private final Canary canary = Canary.random();
  private final SecretSearch search = new SecretSearch(Map.of("planted", canary));

  @Test
  void findsWhatIsPlantedInCompressedRecords(KafkaFixture kafka) throws Exception {
    byte[] encoded =
        Base64.getEncoder().encode(("{\"token\":\"" + canary.token() + "\"}").getBytes(UTF_8));
    String topic = "planted-" + System.nanoTime();
    Map<String, Object> settings = kafka.clientSettings();
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    settings.put("compression.type", "zstd");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  null,
                  HexFormat.of().formatHex(canary.token().getBytes(UTF_8)).getBytes(UTF_8),
                  encoded,
                  List.of(new RecordHeader("reason", canary.token().getBytes(UTF_8)))))
          .get();
    }

    search.inKafka(kafka);

    assertThat(search.found())
        .anyMatch(hit -> hit.contains("(hex)"))
        .anyMatch(hit -> hit.contains("(raw)"))
        .anyMatch(hit -> hit.contains("(base64"))
        .allMatch(hit -> hit.endsWith("in topic " + topic));
  }

  @Test
  void findsWhatIsPlantedInFilesAndArguments(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("state"), "x" + canary.token());
    search.inFolder(folder);
    Process planted = new ProcessBuilder("sh", "-c", "read x", canary.token()).start();
    try {
      search.inProc("planted", planted.pid());
    } finally {
      planted.destroyForcibly();
    }

    assertThat(search.found())
        .contains("planted (raw) in folder of state", "planted (raw) in argv of planted");
  }
}
