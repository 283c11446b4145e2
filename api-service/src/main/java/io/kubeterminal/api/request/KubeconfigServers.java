package io.kubeterminal.api.request;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The API servers that a kubeconfig may name. It is only read, within bounds; nothing in it is
 * connected to. Wherever in it a server or a proxy stands is where a client could find one.
 */
final class KubeconfigServers {

  static final String RULE =
      "A YAML document whose servers are all among those that this installation lists"
          + " (terminal.api.api-servers), without a proxy-url.";

  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 10;

  private final Set<String> allowed;

  KubeconfigServers(Collection<String> allowed) {
    this.allowed =
        allowed.stream().map(KubeconfigServers::bare).collect(Collectors.toUnmodifiableSet());
  }

  boolean allow(String kubeconfig) {
    try {
      return allows(yaml().load(kubeconfig), 0);
    } catch (RuntimeException e) {
      // Not only its own: a number that is none is reported as it is, with the text in it.
      return false;
    }
  }

  private boolean allows(@Nullable Object node, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    return switch (node) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .allMatch(
                  entry ->
                      entry.getKey() instanceof String key
                          && allows(key, entry.getValue())
                          && allows(entry.getValue(), depth + 1));
      case Collection<?> list -> list.stream().allMatch(item -> allows(item, depth + 1));
      case null -> true;
      default -> true;
    };
  }

  private boolean allows(String key, @Nullable Object value) {
    if ("proxy-url".equalsIgnoreCase(key)) {
      return false;
    }
    return !"server".equalsIgnoreCase(key)
        || value instanceof String server && allowed.contains(bare(server));
  }

  private static String bare(String server) {
    return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  private static Yaml yaml() {
    LoaderOptions bounds = new LoaderOptions();
    bounds.setCodePointLimit(Bounds.MAX_KUBECONFIG_BYTES);
    bounds.setNestingDepthLimit(DEEPEST);
    bounds.setMaxAliasesForCollections(MOST_ALIASES);
    bounds.setAllowDuplicateKeys(false);
    bounds.setAllowRecursiveKeys(false);
    return new Yaml(new SafeConstructor(bounds));
  }
}
