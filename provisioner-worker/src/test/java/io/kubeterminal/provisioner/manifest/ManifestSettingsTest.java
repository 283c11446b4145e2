package io.kubeterminal.provisioner.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.provisioner.manifest.NetworkPolicySettings.Gateway;
import java.nio.file.Path;
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
                "kubeterminal/terminal:1",
                PullPolicy.IF_NOT_PRESENT,
                "https://kubernetes.default.svc",
                ServiceType.HEADLESS,
                Map.of("cpu", "10m", "memory", "32Mi", "ephemeral-storage", "16Mi"),
                Map.of("cpu", "1", "memory", "512Mi", "ephemeral-storage", "256Mi"),
                1,
                List.of("sh", "-c", ManifestSettings.KUBECONFIG_COMMAND),
                true,
                10_001,
                "64Mi",
                "64Mi",
                false,
                "kube-root-ca.crt",
                false,
                null,
                new NetworkPolicySettings(
                    true,
                    new Gateway(Map.of(), Map.of("app.kubernetes.io/name", "api-service")),
                    List.of(),
                    List.of(),
                    List.of())));
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
                    Map.entry(prefix + "service-type", "node-port"),
                    Map.entry(prefix + "requests.cpu", "1"),
                    Map.entry(prefix + "limits.memory", "1Gi"),
                    Map.entry(prefix + "termination-grace-seconds", "2"),
                    Map.entry(prefix + "kubeconfig-command", ""),
                    Map.entry(prefix + "keep-shell", "false"),
                    Map.entry(prefix + "run-as", "7"),
                    Map.entry(prefix + "home-size", "1Gi"),
                    Map.entry(prefix + "tmp-size", "2Gi"),
                    Map.entry(prefix + "token-in-environment", "true"),
                    Map.entry(prefix + "ca-config-map", ""),
                    Map.entry(prefix + "insecure-skip-tls-verify", "true"),
                    Map.entry(prefix + "pod-template", "rules.yaml"),
                    Map.entry(prefix + "network-policy.enabled", "false"),
                    Map.entry(prefix + "network-policy.gateway.namespace-labels.a", "b"),
                    Map.entry(prefix + "network-policy.gateway.pod-labels.[c/d]", "e"),
                    Map.entry(prefix + "network-policy.from-cidrs", "10.1.0.0/16"),
                    Map.entry(prefix + "network-policy.api-server-cidrs", "10.2.0.0/16"),
                    Map.entry(prefix + "network-policy.to-cidrs", "10.3.0.0/16,fd00::/8"))))
        .isEqualTo(
            new ManifestSettings(
                "blue",
                "shells",
                "shell:1",
                PullPolicy.NEVER,
                "https://10.0.0.1:6443",
                ServiceType.NODE_PORT,
                Map.of("cpu", "1"),
                Map.of("memory", "1Gi"),
                2,
                List.of(),
                false,
                7,
                "1Gi",
                "2Gi",
                true,
                "",
                true,
                Path.of("rules.yaml"),
                new NetworkPolicySettings(
                    false,
                    new Gateway(Map.of("a", "b"), Map.of("c/d", "e")),
                    List.of("10.1.0.0/16"),
                    List.of("10.2.0.0/16"),
                    List.of("10.3.0.0/16", "fd00::/8"))));
  }

  @Test
  void what_is_no_range_of_addresses_is_named() {
    assertThatThrownBy(
            () -> bind(Map.of("terminal.provisioner.manifest.network-policy.to-cidrs", "all")))
        .hasStackTraceContaining("all must be a CIDR such as 10.0.0.0/8");
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
