package io.kubeterminal.provisioner.manifest;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may reach terminals, and what they may reach.
 *
 * @param enabled whether the NetworkPolicy of all terminals is kept up
 * @param gateway the pods that may reach ttyd's port
 * @param fromCidrs who else may reach ttyd's port, as CIDRs, such as 0.0.0.0/0 where ip:port is
 *     wanted from outside
 * @param apiServerCidrs where the API server is, as CIDRs; none: the endpoints of the Service
 *     kubernetes, or the address in {@code api-server}
 * @param toCidrs what else terminals may reach, at any port, as CIDRs
 */
public record NetworkPolicySettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Gateway gateway,
    @DefaultValue List<String> fromCidrs,
    @DefaultValue List<String> apiServerCidrs,
    @DefaultValue List<String> toCidrs) {

  /**
   * The pods of the gateway.
   *
   * @param namespaceLabels the labels of the namespaces that the gateway's pods are in; none: any
   *     namespace
   * @param podLabels the labels that the gateway's pods carry; none:
   *     app.kubernetes.io/name=api-service
   */
  public record Gateway(
      @DefaultValue Map<String, String> namespaceLabels,
      @DefaultValue Map<String, String> podLabels) {

    private static final Map<String, String> API_SERVICE =
        Map.of("app.kubernetes.io/name", "api-service");

    public Gateway {
      namespaceLabels = Map.copyOf(namespaceLabels);
      podLabels = podLabels.isEmpty() ? API_SERVICE : Map.copyOf(podLabels);
    }
  }

  private static final Pattern CIDR = Pattern.compile("[0-9A-Fa-f.:]{2,45}/[0-9]{1,3}");

  public NetworkPolicySettings {
    fromCidrs = checked(fromCidrs);
    apiServerCidrs = checked(apiServerCidrs);
    toCidrs = checked(toCidrs);
  }

  private static List<String> checked(List<String> cidrs) {
    for (String cidr : cidrs) {
      if (!CIDR.matcher(cidr).matches()) {
        throw new IllegalArgumentException(
            "network-policy: %s must be a CIDR such as 10.0.0.0/8 or fd00::/8".formatted(cidr));
      }
    }
    return List.copyOf(cidrs);
  }
}
