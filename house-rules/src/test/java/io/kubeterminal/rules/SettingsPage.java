package io.kubeterminal.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page of all settings, as docs/settings.md keeps it. */
final class SettingsPage {

  private static final String HEAD =
      """
      # Settings

      Made from the settings' own records by `./mvnw -pl house-rules -am test -Dtest=SettingsPageTest -Dsettings=write
      -Dsurefire.failIfNoSpecifiedTests=false`; change the words there. What is set beside these, of Spring, Kafka and TLS, and how things are
      done with them: [running.md](running.md).

      A setting is an argument (`--terminal.api.max-wait=30s`), an environment variable (`TERMINAL_API_MAXWAIT=30s`), or a line of a
      file that `--spring.config.additional-location=file:/etc/kube-terminal/api.properties` names. Arguments count more than
      variables, variables more than the file. A value that is not allowed ends the start with one line that says what is; **a name
      that is misspelt has no effect, and nobody says so.**

      - A time is a number and a unit: `500ms`, `30s`, `10m`, `12h`, `7d`. Without a unit it is milliseconds.
      - A list is separated by commas.
      - Of a map each entry is a setting, its key in the place of `*`. Keys with dots or slashes stand in brackets
        (`[kubernetes.io/metadata.name]`), and those with anything but letters and digits cannot be variables.
      """;

  private SettingsPage() {}

  static String text(List<Setting> settings) {
    StringBuilder page = new StringBuilder(HEAD);
    byServices(settings)
        .forEach(
            (services, theirs) -> {
              page.append("\n## ").append(services).append('\n');
              theirs.forEach((section, rows) -> append(page, section, rows));
            });
    return page.toString();
  }

  /** What more services share comes first. */
  private static Map<String, Map<String, List<Setting>>> byServices(List<Setting> settings) {
    Map<String, SortedSet<String>> services = new TreeMap<>();
    Map<String, Setting> ones = new LinkedHashMap<>();
    for (Setting setting : settings) {
      services.computeIfAbsent(setting.name(), name -> new TreeSet<>()).add(setting.service());
      ones.putIfAbsent(setting.name(), setting);
    }
    Map<String, Map<String, List<Setting>>> pages =
        new TreeMap<>(
            Comparator.comparingInt((String names) -> -names.split(", ").length)
                .thenComparing(Comparator.naturalOrder()));
    ones.values().stream()
        .sorted(Comparator.comparing(Setting::name))
        .forEach(
            setting ->
                pages
                    .computeIfAbsent(
                        String.join(", ", services.get(setting.name())), key -> new TreeMap<>())
                    .computeIfAbsent(setting.section(), section -> new ArrayList<>())
                    .add(setting));
    return pages;
  }

  private static void append(StringBuilder page, String section, List<Setting> rows) {
    page.append("\n### `%s.*`\n\n".formatted(section))
        .append("| setting and variable | default | allowed | |\n|---|---|---|---|\n")
        .append(rows.stream().map(SettingsPage::row).collect(Collectors.joining()));
  }

  private static String row(Setting setting) {
    String entry = setting.isMap() ? ".*" : "";
    return "| `%s`<br>`%s` | %s | %s | %s |\n"
        .formatted(
            setting.name() + entry,
            setting.variable() + entry.replace('.', '_'),
            fallback(setting),
            setting.allowed().words(),
            setting.sentence());
  }

  private static String fallback(Setting setting) {
    if (setting.fallback().isEmpty()) {
      return setting.allowed().isRequired() ? "required" : "none";
    }
    return setting.fallback().contains("\n") ? "a script" : "`%s`".formatted(setting.fallback());
  }
}
