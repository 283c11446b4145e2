package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** asyncapi.yaml says of each service that it writes what its code makes, and nothing else. */
class WritersTest {

  private static final Path DOCUMENT =
      Sources.ROOT.resolve("schemas/src/main/resources/schemas/asyncapi.yaml");

  /** Rows are left out: a service may also make one that it shows to nobody but itself. */
  private static final Pattern RECORD = Pattern.compile("x-subject: .*\\.(?!TerminalRow)(\\w+)\n");

  @ParameterizedTest
  @ValueSource(strings = {"api-service", "provisioner-worker", "reaper-worker"})
  void whatAServiceMakesItIsSaidToSend(String service) {
    Set<String> records = found(RECORD, Sources.read(DOCUMENT));
    assertThat(records).hasSizeGreaterThan(10);
    Path folder = Sources.ROOT.resolve(service);
    String sources =
        Sources.main().stream()
            .filter(file -> file.startsWith(folder))
            .map(Sources::read)
            .collect(Collectors.joining());
    assertThat(records.stream().filter(record -> isMade(record, sources)))
        .containsExactlyInAnyOrderElementsOf(
            sent(service).filter(records::contains).distinct().toList());
  }

  private static boolean isMade(String record, String sources) {
    return sources.contains("new %s(".formatted(record))
        || sources.contains("%s.newBuilder(".formatted(record));
  }

  /** The messages of its operations that send. */
  private static Stream<String> sent(String service) {
    return Pattern.compile("(?m)^  %s-sends-\\S+:\n((?: {4}.*\n)+)".formatted(service))
        .matcher(Sources.read(DOCUMENT))
        .results()
        .flatMap(
            operation -> found(Pattern.compile("/messages/(\\w+)"), operation.group(1)).stream());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
