package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What terminals are made of.
 *
 * @param installation whose terminals they are, as a label; unique to one Kafka, for two
 *     installations that share it in one namespace remove each other's terminals
 * @param namespace where the objects of terminals live
 * @param image the container image of a terminal that asks for none of its own
 * @param imagePullPolicy when the image is pulled, as Kubernetes says it
 * @param apiServer the API server's URL as seen from a terminal's pod
 * @param serviceType what kind of Service a terminal gets: {@code headless}, reached through the
 *     gateway, or {@code node-port}, for ip:port from outside, whose callers {@code
 *     network-policy.from-cidrs} must then let in
 * @param requests what each terminal is given at least, as Kubernetes quantities; none: cpu 10m,
 *     memory 32Mi, ephemeral-storage 16Mi
 * @param limits what each terminal is given at most, as Kubernetes quantities; none: cpu 1, memory
 *     512Mi, ephemeral-storage 256Mi
 * @param terminationGraceSeconds seconds that a terminal's processes may take to end
 * @param kubeconfigCommand what the container runs when it is given a whole kubeconfig; empty: the
 *     image's own command
 * @param keepShell whether the shell outlives a connection, in images whose ttyd runs {@code
 *     TTYD_COMMAND} and that have tmux
 * @param runAs the user and group id of a terminal's processes, and the group of its files
 * @param homeSize most that the home folder holds, in memory, as a Kubernetes quantity
 * @param tmpSize most that /tmp holds, in memory, as a Kubernetes quantity
 * @param tokenInEnvironment whether the token is in the variable USER_TOKEN as well as in a file; a
 *     renewed token reaches the file only
 * @param caConfigMap the ConfigMap in the terminals' namespace whose ca.crt verifies the API
 *     server; empty: none
 * @param insecureSkipTlsVerify whether terminals take any API server for theirs
 * @param podTemplate path of a YAML file that is merged into the template of every terminal's pod
 * @param networkPolicy what may reach terminals, and what they may reach
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
    @DefaultValue("kubeterminal/terminal:1") @NotBlank String image,
    @DefaultValue("if-not-present") PullPolicy imagePullPolicy,
    @DefaultValue("https://kubernetes.default.svc")
        @Pattern(
            regexp = "https?://[^\\s/?#@]+(/[^\\s?#]*)?",
            message = "must be http(s)://host[:port][/path]")
        String apiServer,
    @DefaultValue("headless") ServiceType serviceType,
    @DefaultValue Map<String, String> requests,
    @DefaultValue Map<String, String> limits,
    @DefaultValue("1") @Min(0) @Max(60) int terminationGraceSeconds,
    @DefaultValue({"sh", "-c", KUBECONFIG_COMMAND}) List<String> kubeconfigCommand,
    @DefaultValue("true") boolean keepShell,
    @DefaultValue("10001") @Min(1) @Max(2_147_483_647) long runAs,
    @DefaultValue("64Mi") String homeSize,
    @DefaultValue("64Mi") String tmpSize,
    @DefaultValue("false") boolean tokenInEnvironment,
    @DefaultValue("kube-root-ca.crt")
        @Pattern(
            regexp = "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?",
            message = "must be the name of a ConfigMap, or empty")
        String caConfigMap,
    @DefaultValue("false") boolean insecureSkipTlsVerify,
    @Nullable Path podTemplate,
    @DefaultValue @Valid @NestedConfigurationProperty NetworkPolicySettings networkPolicy) {

  private static final String SHELL = "sh -c 'eval \"${" + KeptShell.VARIABLE + ":-exec bash}\"'";

  /**
   * Keeps a copy of the kubeconfig that kubectl can write to, until a newer one is mounted. Older
   * releases of ttyd let everybody type and do not know -W; newer ones need it.
   */
  static final String KUBECONFIG_COMMAND =
      """
      umask 077
      mkdir -p "$HOME/.kube"
      MOUNTED=$KUBECONFIG
      export KUBECONFIG="$HOME/.kube/config"
      cp "$MOUNTED" "$KUBECONFIG"
      while sleep 5; do
        [ ! "$MOUNTED" -nt "$KUBECONFIG" ] || cp "$MOUNTED" "$KUBECONFIG"
      done &
      WRITABLE=
      if ttyd --help 2>&1 | grep -q -e --writable; then WRITABLE=-W; fi
      exec ttyd $WRITABLE -p 8080 ${TTYD_CREDENTIAL:+-c "$TTYD_CREDENTIAL"}\
      """
          + " "
          + SHELL;

  private static final Map<String, String> DEFAULT_REQUESTS =
      Map.of("cpu", "10m", "memory", "32Mi", "ephemeral-storage", "16Mi");
  private static final Map<String, String> DEFAULT_LIMITS =
      Map.of("cpu", "1", "memory", "512Mi", "ephemeral-storage", "256Mi");

  public ManifestSettings {
    requests = requests.isEmpty() ? DEFAULT_REQUESTS : Map.copyOf(requests);
    limits = limits.isEmpty() ? DEFAULT_LIMITS : Map.copyOf(limits);
    kubeconfigCommand = List.copyOf(kubeconfigCommand);
    requests.forEach(ManifestSettings::check);
    limits.forEach(ManifestSettings::check);
    check("home-size", homeSize);
    check("tmp-size", tmpSize);
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
