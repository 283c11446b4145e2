package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What terminals are made of.
 *
 * @param installation tells the terminals of several installations in one cluster apart; a label
 *     value. Two installations that share it delete each other's terminals
 * @param namespace where the objects of terminals live
 * @param image the container image of a terminal that asks for none of its own
 * @param imagePullPolicy always, if-not-present or never
 * @param apiServer the API server's URL as seen from a terminal's pod
 * @param serviceType node-port or headless
 * @param requests of CPU and memory for each terminal, as Kubernetes quantities
 * @param limits of CPU and memory for each terminal, as Kubernetes quantities
 * @param terminationGraceSeconds how long a terminal's processes may take to end, 0 to 60
 * @param kubeconfigCommand what the container runs when it is given a whole kubeconfig; empty: the
 *     image's own command
 * @param keepShell whether the shell outlives a connection, in images that have tmux
 */
@Validated
@ConfigurationProperties("terminal.provisioner.manifest")
public record ManifestSettings(
    @DefaultValue("kube-terminal")
        @Pattern(
            regexp = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
            message = "must be a label value: 1 to 63 letters, digits, - _ . inside")
        String installation,
    @DefaultValue("default")
        @Pattern(
            regexp = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
            message = "must be a namespace: 1 to 63 lower-case letters, digits, - inside")
        String namespace,
    @DefaultValue("fanux/kube-ttyd:latest") @NotBlank String image,
    @DefaultValue("if-not-present") PullPolicy imagePullPolicy,
    @DefaultValue("https://kubernetes.default.svc")
        @Pattern(
            regexp = "https?://[^\\s/?#@]+(/[^\\s?#]*)?",
            message = "must be http(s)://host[:port][/path]")
        String apiServer,
    @DefaultValue("node-port") ServiceType serviceType,
    @DefaultValue Map<String, String> requests,
    @DefaultValue Map<String, String> limits,
    @DefaultValue("1") @Min(0) @Max(60) int terminationGraceSeconds,
    @DefaultValue({"sh", "-c", KUBECONFIG_COMMAND}) List<String> kubeconfigCommand,
    @DefaultValue("true") boolean keepShell) {

  private static final String SHELL = "sh -c 'eval \"${" + KeptShell.VARIABLE + ":-exec bash}\"'";

  /** Older releases of ttyd let everybody type and do not know -W; newer ones need it. */
  static final String KUBECONFIG_COMMAND =
      "if ttyd --help 2>&1 | grep -q -e --writable; then exec ttyd -W -p 8080 "
          + SHELL
          + "; fi; exec ttyd -p 8080 "
          + SHELL;

  private static final Map<String, String> DEFAULT_REQUESTS =
      Map.of("cpu", "10m", "memory", "32Mi");
  private static final Map<String, String> DEFAULT_LIMITS = Map.of("cpu", "1", "memory", "512Mi");

  public ManifestSettings {
    requests = requests.isEmpty() ? DEFAULT_REQUESTS : Map.copyOf(requests);
    limits = limits.isEmpty() ? DEFAULT_LIMITS : Map.copyOf(limits);
    kubeconfigCommand = List.copyOf(kubeconfigCommand);
    requests.forEach(ManifestSettings::check);
    limits.forEach(ManifestSettings::check);
  }

  private static void check(String resource, String amount) {
    try {
      new Quantity(amount).getNumericalAmount();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s=%s must be a quantity such as 500m, 1 or 512Mi".formatted(resource, amount), e);
    }
  }
}
