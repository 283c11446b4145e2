package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the one NetworkPolicy of all terminals of an installation: in from the gateway, out to
 * name servers and the API server.
 */
public final class NetworkManifest {

  /**
   * Where the API server listens, for what a policy sees: behind its Service.
   *
   * @param cidrs addresses as CIDRs
   */
  public record ApiServer(List<String> cidrs, List<Integer> ports) {}

  private static final int DNS = 53;

  private final ManifestSettings settings;

  public NetworkManifest(ManifestSettings settings) {
    this.settings = settings;
  }

  /** An installation is a label's value, and may be no name of an object. */
  public String name() {
    String installation = settings.installation();
    String legal = installation.toLowerCase(Locale.ROOT).replace('_', '-');
    return legal.equals(installation)
        ? "terminals-of-" + installation
        : "terminals-of-%s-%08x".formatted(legal, installation.hashCode());
  }

  /**
   * @param apiServer where terminals find the API server
   */
  public NetworkPolicy of(ApiServer apiServer) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(settings.namespace())
        .withLabels(sorted(TerminalLabels.ofInstallation(settings.installation())))
        .endMetadata()
        .withNewSpec()
        .withPodSelector(terminals())
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .withFrom(callers())
        .withPorts(port("TCP", TerminalManifest.PORT))
        .endIngress()
        .withEgress(ways(apiServer))
        .endSpec()
        .build();
  }

  private LabelSelector terminals() {
    return new LabelSelectorBuilder()
        .withMatchLabels(sorted(TerminalLabels.ofInstallation(settings.installation())))
        .addNewMatchExpression()
        .withKey(TerminalLabels.TERMINAL)
        .withOperator("Exists")
        .endMatchExpression()
        .build();
  }

  private List<NetworkPolicyPeer> callers() {
    NetworkPolicySettings rules = settings.networkPolicy();
    List<NetworkPolicyPeer> callers = new ArrayList<>();
    callers.add(
        new NetworkPolicyPeerBuilder()
            .withNamespaceSelector(labels(rules.gateway().namespaceLabels()))
            .withPodSelector(labels(rules.gateway().podLabels()))
            .build());
    callers.addAll(blocks(rules.fromCidrs()));
    return callers;
  }

  private List<NetworkPolicyEgressRule> ways(ApiServer apiServer) {
    List<NetworkPolicyEgressRule> ways = new ArrayList<>();
    ways.add(
        new NetworkPolicyEgressRuleBuilder().withPorts(port("UDP", DNS), port("TCP", DNS)).build());
    // A rule without a peer would let out to everybody.
    if (!apiServer.cidrs().isEmpty()) {
      ways.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(blocks(apiServer.cidrs()))
              .withPorts(apiServer.ports().stream().map(port -> port("TCP", port)).toList())
              .build());
    }
    if (!settings.networkPolicy().toCidrs().isEmpty()) {
      ways.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(blocks(settings.networkPolicy().toCidrs()))
              .build());
    }
    return ways;
  }

  private static LabelSelector labels(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(sorted(labels)).build();
  }

  private static Map<String, String> sorted(Map<String, String> labels) {
    return new TreeMap<>(labels);
  }

  private static List<NetworkPolicyPeer> blocks(List<String> cidrs) {
    return cidrs.stream()
        .map(
            cidr ->
                new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(cidr).endIpBlock().build())
        .toList();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }
}
