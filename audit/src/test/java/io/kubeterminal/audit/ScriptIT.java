package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script and the one jar behind it, as people run them. */
@KafkaTest
class ScriptIT {

  @TempDir Path folder;

  @Test
  void theScriptAnswersFromTheJar(KafkaFixture kafka) {
    kafka.createTopics(3);
    UUID id = UUID.randomUUID();
    try (RawRecords records = new RawRecords(kafka)) {
      records.send(Topics.TERMINAL_EVENTS.name(), id.toString(), Events.requested(id));
    }

    Ran audit = script(Ran.at(kafka, "audit", id.toString(), "--json"));

    assertThat(audit.err()).isEmpty();
    assertThat(audit.out()).contains("" + id, "TerminalRequested").hasLineCount(1);
    assertThat(audit.code()).isZero();
    assertThat(script(Ran.at(kafka, "audit", UUID.randomUUID().toString())).code()).isOne();
    assertThat(script("audit").code()).isEqualTo(2);
  }

  @Test
  void theJvmLearnsFromACommandAndNotFromHelp(KafkaFixture kafka) throws IOException {
    Path learned = folder.resolve("cache/kube-terminal/audit.jsa");

    Ran help = script("--help");
    script("audit", "--help");
    assertThat(learned).doesNotExist();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).startsWith("Usage: kube-terminal-audit");

    String[] words = Ran.at(kafka, "audit", UUID.randomUUID().toString());
    Ran first = script(words);
    assertThat(learned).isNotEmptyFile();
    Path noFolder = Files.createFile(folder.resolve("file"));
    assertThat(List.of(script(words), Ran.script(folder, noFolder, words)))
        .allSatisfy(again -> assertThat(again).isEqualTo(first));
  }

  @Test
  void theJarHoldsNeitherSpringNorKubernetesNorTheServices() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"));
        JarFile jar =
            new JarFile(
                files
                    .filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toFile())) {
      List<String> names = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(names).contains("io/kubeterminal/audit/KubeTerminalAudit.class");
      assertThat(names)
          .noneMatch(name -> name.startsWith("org/springframework"))
          .noneMatch(name -> name.startsWith("io/fabric8"))
          .noneMatch(name -> name.startsWith("org/apache/kafka/streams"))
          .noneMatch(name -> name.startsWith("io/kubeterminal/provisioner"));
    }
  }

  private Ran script(String... words) {
    return Ran.script(folder, folder.resolve("cache"), words);
  }
}
