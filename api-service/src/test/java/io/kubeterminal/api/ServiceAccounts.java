package io.kubeterminal.api;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** People of a test: service accounts in a namespace of its own of the real cluster. */
public final class ServiceAccounts implements AutoCloseable {

  public final String namespace = "it-" + UUID.randomUUID();
  private final KubernetesClient kubectl = new KubernetesClientBuilder().build();

  public ServiceAccounts(String... names) {
    kubectl
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    for (String name : names) {
      kubectl
          .serviceAccounts()
          .inNamespace(namespace)
          .resource(
              new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> kubectl.serviceAccounts().inNamespace(namespace).withName(name).get() != null);
    }
  }

  /** A new token of one of them, good for ten minutes. */
  public String token(String name, String... audiences) {
    TokenRequest wanted =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(600L)
            .withAudiences(List.of(audiences))
            .endSpec()
            .build();
    return kubectl
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(wanted)
        .getStatus()
        .getToken();
  }

  public String username(String name) {
    return "system:serviceaccount:" + namespace + ":" + name;
  }

  /** Ends one of them, and all tokens of his. */
  void remove(String name) {
    kubectl.serviceAccounts().inNamespace(namespace).withName(name).delete();
  }

  @Override
  public void close() {
    kubectl.namespaces().withName(namespace).delete();
    kubectl.close();
  }
}
