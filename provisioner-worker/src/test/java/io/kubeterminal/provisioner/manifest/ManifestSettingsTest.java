package io.kubeterminal.provisioner.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ManifestSettingsTest {

  private static ManifestSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("terminal.provisioner.manifest", ManifestSettings.class);
  }

  @Test
  void the_defaults_are_those_of_the_reference() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new ManifestSettings(
                "kube-terminal",
                "default",
                "fanux/kube-ttyd:latest",
                PullPolicy.IF_NOT_PRESENT,
                "https://kubernetes.default.svc",
                ServiceType.NODE_PORT,
                Map.of("cpu", "10m", "memory", "32Mi"),
                Map.of("cpu", "1", "memory", "512Mi"),
                1,
                List.of("sh", "-c", ManifestSettings.KUBECONFIG_COMMAND),
                true));
  }

  @Test
  void every_setting_has_its_name() {
    String prefix = "terminal.provisioner.manifest.";
    assertThat(
            bind(
                Map.ofEntries(
                    Map.entry(prefix + "installation", "blue"),
                    Map.entry(prefix + "namespace", "shells"),
                    Map.entry(prefix + "image", "shell:1"),
                    Map.entry(prefix + "image-pull-policy", "never"),
                    Map.entry(prefix + "api-server", "https://10.0.0.1:6443"),
                    Map.entry(prefix + "service-type", "headless"),
                    Map.entry(prefix + "requests.cpu", "1"),
                    Map.entry(prefix + "limits.memory", "1Gi"),
                    Map.entry(prefix + "termination-grace-seconds", "2"),
                    Map.entry(prefix + "kubeconfig-command", ""),
                    Map.entry(prefix + "keep-shell", "false"))))
        .isEqualTo(
            new ManifestSettings(
                "blue",
                "shells",
                "shell:1",
                PullPolicy.NEVER,
                "https://10.0.0.1:6443",
                ServiceType.HEADLESS,
                Map.of("cpu", "1"),
                Map.of("memory", "1Gi"),
                2,
                List.of(),
                false));
  }

  @Test
  void an_amount_that_is_none_is_named() {
    assertThatThrownBy(() -> bind(Map.of("terminal.provisioner.manifest.limits.cpu", "lots")))
        .rootCause()
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> bind(Map.of("terminal.provisioner.manifest.limits.cpu", "lots")))
        .hasStackTraceContaining("cpu=lots must be a quantity such as");
  }
}
