package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.testing.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for secrets in every place where none belongs. */
final class SecretSearch {

  private static final Pattern METRIC = Pattern.compile("\"([a-z][a-z0-9._-]+)\"");

  private final Map<String, Canary> secrets;
  private final Set<String> places = new TreeSet<>();
  private final List<String> found = new ArrayList<>();

  SecretSearch(Map<String, Canary> secrets) {
    this.secrets = secrets;
  }

  /** What was found, as "secret (form) in place". */
  List<String> found() {
    return found;
  }

  Set<String> places() {
    return places;
  }

  void in(String place, String text) {
    in(place, text.getBytes(UTF_8));
  }

  void in(String place, byte[] bytes) {
    places.add(place);
    secrets.forEach(
        (name, canary) ->
            canary.formsIn(bytes).forEach(form -> found.add(name + " (" + form + ") in " + place)));
  }

  /** Every record of every topic, internal ones included, committed or not, as it was written. */
  void inKafka(KafkaFixture kafka) throws InterruptedException, ExecutionException {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    Set<String> topics;
    try (Admin admin = Admin.create(settings)) {
      topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    }
    settings.put("isolation.level", "read_uncommitted");
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::inRecord);
      }
      topics.forEach(topic -> places.add("topic " + topic));
    }
  }

  private void inRecord(ConsumerRecord<byte[], byte[]> record) {
    String place = "topic " + record.topic();
    if (record.key() != null) {
      in(place, record.key());
    }
    if (record.value() != null) {
      in(place, record.value());
    }
    for (Header header : record.headers()) {
      if (header.value() != null) {
        in(place, header.value());
      }
    }
  }

  /** All objects of the namespace but Secrets. */
  void inClusterBut(TestNamespace namespace) {
    namespace.everythingButSecrets().forEach(this::in);
  }

  void inProc(String process, long pid) throws IOException {
    in("argv of " + process, Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")));
    in("environment of " + process, Files.readAllBytes(Path.of("/proc/" + pid + "/environ")));
  }

  /** The names of all metrics, and what each says of itself, tags included. */
  void inMetrics(String process, int port, String key) throws IOException {
    Map<String, String> credential = Map.of("Authorization", "Bearer " + key);
    String names = RawHttp.ask(port, "GET", "/actuator/metrics", credential, "").body();
    in("metrics of " + process, names);
    Matcher metric = METRIC.matcher(names);
    while (metric.find()) {
      String path = "/actuator/metrics/" + metric.group(1);
      in("metrics of " + process, RawHttp.ask(port, "GET", path, credential, "").body());
    }
  }

  void inFolder(Path folder, String... but) throws IOException {
    Set<String> left = Set.of(but);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!left.contains(file.getFileName().toString())) {
          in("folder of state", Files.readAllBytes(file));
        }
      }
    }
  }
}
