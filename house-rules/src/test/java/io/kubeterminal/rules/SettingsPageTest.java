package io.kubeterminal.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** docs/settings.md says of every setting what it is; with -Dsettings=write this test writes it. */
class SettingsPageTest {

  private static final Path FILE = Sources.ROOT.resolve("docs/settings.md");
  private static final Pattern CONDITION =
      Pattern.compile("@ConditionalOnProperty\\([^)]*?\"(terminal\\.[a-z.-]+)\"");

  private static final List<Setting> SETTINGS = DescribedSettings.all();

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("settings"))) {
      Files.writeString(FILE, SettingsPage.text(SETTINGS));
    }
  }

  @Test
  void theKeptPageIsTheOneOfTheseSettings() {
    assertThat(FILE)
        .as("differs: write it anew with -Dsettings=write (see CONTRIBUTING.md)")
        .hasContent(SettingsPage.text(SETTINGS));
  }

  @Test
  void theSettingsOfEveryServiceAreThere() {
    assertThat(SETTINGS)
        .extracting(Setting::name)
        .contains(
            "terminal.api.max-wait",
            "terminal.auth.oidc.issuer",
            "terminal.provisioner.manifest.network-policy.gateway.pod-labels",
            "terminal.reaper.warning");
    assertThat(SETTINGS)
        .extracting(Setting::service)
        .contains("api-service", "provisioner-worker", "reaper-worker");
  }

  @Test
  void everySettingHasWords() {
    assertThat(withoutWords(SETTINGS)).as("settings without a @param in their record").isEmpty();
  }

  @Test
  void noSettingHidesOthers() {
    assertThat(hiding(SETTINGS))
        .as("records in records that need @NestedConfigurationProperty")
        .isEmpty();
  }

  @Test
  void whatServicesShareIsSaidTheSameWay() {
    assertThat(saidInTwoWays(SETTINGS)).as("settings that services describe differently").isEmpty();
  }

  @Test
  void whatIsSwitchedByAConditionAloneIsThereToo() {
    List<String> conditions =
        Sources.main().stream()
            .flatMap(file -> CONDITION.matcher(Sources.read(file)).results())
            .map(found -> found.group(1))
            .toList();

    assertThat(conditions).contains("terminal.provisioner.revocation.enabled");
    assertThat(SETTINGS).extracting(Setting::name).containsAll(conditions);
  }

  @Test
  void everyVariableSetsItsSetting() {
    assertThat(SETTINGS)
        .filteredOn(setting -> !setting.isMap())
        .allSatisfy(
            setting -> assertThat(bound(setting.variable(), setting.name())).isEqualTo("value"));
  }

  @Test
  void violationsAreSeen() {
    List<Setting> silent =
        DescribedSettings.in(
            """
            {"properties": [{"name": "terminal.topics.create", "defaultValue": false,
              "sourceType": "io.kubeterminal.reaper.TopicSettings"}]}
            """);
    List<Setting> hiding =
        DescribedSettings.in(
            """
            {"properties": [{"name": "terminal.provisioner.manifest.network-policy",
              "sourceType": "io.kubeterminal.provisioner.manifest.ManifestSettings"}]}
            """);

    assertThat(withoutWords(silent)).hasSize(1);
    assertThat(hiding(hiding)).hasSize(1);
    assertThat(saidInTwoWays(Stream.concat(SETTINGS.stream(), silent.stream()).toList()))
        .containsExactly("terminal.topics.create");
    assertThat(bound("TERMINAL_API_MAX_WAIT", "terminal.api.maxwait")).isEqualTo("none");
  }

  private static Stream<String> withoutWords(List<Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.words().isBlank())
        .map(setting -> setting.service() + ": " + setting.name());
  }

  private static Stream<String> hiding(List<Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.component().getType().isRecord())
        .map(setting -> setting.service() + ": " + setting.name());
  }

  private static List<String> saidInTwoWays(List<Setting> settings) {
    Map<String, Set<String>> rows =
        settings.stream()
            .collect(
                groupingBy(
                    Setting::name,
                    mapping(
                        setting -> setting.fallback() + setting.allowed().words() + setting.words(),
                        toSet())));
    return rows.entrySet().stream()
        .filter(row -> row.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String bound(String variable, String name) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addFirst(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            Map.of(variable, "value")));
    return new Binder(ConfigurationPropertySources.from(sources))
        .bind(name, Bindable.of(String.class))
        .orElse("none");
  }
}
