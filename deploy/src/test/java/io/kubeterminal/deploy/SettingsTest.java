package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that is misspelt has no effect, and nobody says so: each must be one of a service. */
class SettingsTest {

  private static final Pattern PREFIX =
      Pattern.compile("@ConfigurationProperties\\(\"(terminal\\.[a-z.-]+)\"\\)");

  /** Of each prefix, without dashes, the text of the class that is bound to it. */
  private static final Map<String, String> SETTINGS = new HashMap<>();

  static {
    Stream.of("api-service", "provisioner-worker", "reaper-worker")
        .map(service -> Path.of("..", service, "src/main/java"))
        .flatMap(SettingsTest::javaFiles)
        .map(SettingsTest::read)
        .forEach(
            text -> {
              Matcher prefix = PREFIX.matcher(text);
              if (prefix.find()) {
                SETTINGS.merge(plain(prefix.group(1)), text, String::concat);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"overlays/test-cluster", "overlays/production", "overlays/production-tls"})
  void everySettingIsOneOfAService(String folder) {
    assertThat(names(Path.of(folder)).filter(name -> name.startsWith("terminal.")))
        .isNotEmpty()
        .allMatch(SettingsTest::isKnown);
  }

  @Test
  void aMisspeltSettingIsSeen() {
    assertThat(isKnown("terminal.auth.admingroups")).isTrue();
    assertThat(isKnown("terminal.auth.admingroup")).isFalse();
    assertThat(isKnown("terminal.provisioner.manifest.networkpolicy.enabled")).isTrue();
    assertThat(isKnown("terminal.nothing.namespace")).isFalse();
  }

  /** All that containers are told, by variables and by arguments, as names without dashes. */
  private static Stream<String> names(Path folder) {
    List<Object> objects = List.copyOf(Kustomize.objects(folder));
    Stream<String> maps =
        objects.stream()
            .filter(ConfigMap.class::isInstance)
            .flatMap(map -> ((ConfigMap) map).getData().keySet().stream())
            .map(SettingsTest::ofVariable);
    List<Container> containers =
        objects.stream()
            .filter(Deployment.class::isInstance)
            .flatMap(
                deployment ->
                    ((Deployment) deployment)
                        .getSpec().getTemplate().getSpec().getContainers().stream())
            .toList();
    Stream<String> variables =
        containers.stream()
            .flatMap(container -> container.getEnv().stream())
            .map(EnvVar::getName)
            .map(SettingsTest::ofVariable);
    Stream<String> arguments =
        containers.stream()
            .flatMap(container -> container.getArgs().stream())
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> plain(argument.substring(2).replaceFirst("[\\[=].*", "")));
    return Stream.of(maps, variables, arguments).flatMap(names -> names);
  }

  private static String ofVariable(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static boolean isKnown(String name) {
    return SETTINGS.entrySet().stream()
        .filter(settings -> name.startsWith(settings.getKey() + "."))
        .anyMatch(
            settings -> {
              String rest = name.substring(settings.getKey().length() + 1);
              String first = rest.replaceFirst("\\..*", "");
              return Pattern.compile("(?i)\\w>? " + first + "[,)]")
                  .matcher(settings.getValue())
                  .find();
            });
  }

  private static String plain(String name) {
    return name.replace("-", "");
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
