package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documents tell an operator to do with Kafka, taken out of them word by word. */
final class KafkaDocuments {

  private static final Path DOCS = Path.of(System.getProperty("kube-terminal.root"), "docs");

  /** A line of a block of commands, or of settings. */
  private static final String INDENT = "    ";

  private static final Pattern PRINCIPAL = Pattern.compile("--allow-principal User:([a-z]+) ");

  private KafkaDocuments() {}

  /** The commands that create the topics. */
  static List<String> topicCommands() throws IOException {
    return indented("acls.md").filter(line -> line.startsWith("$T ")).toList();
  }

  /** The commands that allow something, of all principals. */
  static List<String> aclCommands() throws IOException {
    return indented("acls.md").filter(line -> line.startsWith("$K ")).toList();
  }

  /** Who is allowed something, without the word User. */
  static Set<String> principals() throws IOException {
    Set<String> principals = new TreeSet<>();
    for (String command : aclCommands()) {
      Matcher principal = PRINCIPAL.matcher(command);
      assertThat(principal.find()).as(command).isTrue();
      principals.add(principal.group(1));
    }
    return principals;
  }

  /**
   * The worked example of a service's settings, one a line.
   *
   * @param places what stands there in place of each address, file and name of the example
   */
  static String exampleSettings(Map<String, String> places) throws IOException {
    String example =
        String.join(
            "\n",
            indented("running.md")
                .dropWhile(line -> !line.startsWith("spring.kafka.bootstrap-servers="))
                .takeWhile(line -> line.matches("(spring\\.kafka|terminal\\.topics)\\..+=.*"))
                .toList());
    for (Map.Entry<String, String> place : new TreeMap<>(places).entrySet()) {
      assertThat(example).contains(place.getKey());
      example = example.replace(place.getKey(), place.getValue());
    }
    return example;
  }

  private static Stream<String> indented(String document) throws IOException {
    return Files.readAllLines(DOCS.resolve(document)).stream()
        .filter(line -> line.startsWith(INDENT))
        .map(String::strip);
  }
}
