package io.kubeterminal.quickstart.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Kubernetes API server that local terminals speak to.
 *
 * @param url as the terminals reach it
 * @param certificateAuthority a PEM file that its certificate is checked against, or null: the
 *     authorities that this machine trusts
 */
public record ApiServer(URI url, @Nullable Path certificateAuthority) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "terminal";

  /**
   * A kubeconfig for {@code token}: JSON, which is YAML too, so nothing in a value can break out.
   */
  String kubeconfig(String user, String namespace, String token) {
    Map<String, Object> cluster = new LinkedHashMap<>(Map.of("server", url.toString()));
    if (certificateAuthority != null) {
      cluster.put("certificate-authority", certificateAuthority.toAbsolutePath().toString());
    }
    Map<String, String> context = Map.of("cluster", NAME, "user", user, "namespace", namespace);
    return JSON.writeValueAsString(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "clusters",
            List.of(Map.of("name", NAME, "cluster", cluster)),
            "users",
            List.of(Map.of("name", user, "user", Map.of("token", token))),
            "contexts",
            List.of(Map.of("name", NAME, "context", context)),
            "current-context",
            NAME));
  }
}
