package io.kubeterminal.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rights with which a service is deployed, given to accounts of a test, whole or without one;
 * needs a Kubernetes client on the test's own class path.
 */
public final class DeployedRights implements AutoCloseable {

  /** One verb on one kind of object. */
  public record Right(String resource, String verb) {
    @Override
    public String toString() {
      return verb + " " + resource;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SERVICE = "app.kubernetes.io/name";

  private final KubernetesClient admin;
  private final Path file;
  private final String service;
  private final List<HasMetadata> granted = new ArrayList<>();

  /**
   * @param file manifests with Roles and their bindings
   * @param service the name on the labels of those that count
   */
  public DeployedRights(KubernetesClient admin, Path file, String service) {
    this.admin = admin;
    this.file = file;
    this.service = service;
  }

  public List<Right> all() {
    return objects().stream()
        .flatMap(DeployedRights::rules)
        .flatMap(
            rule ->
                rule.getResources().stream()
                    .flatMap(kind -> rule.getVerbs().stream().map(verb -> new Right(kind, verb))))
        .toList();
  }

  /**
   * Whoever impersonates the user that is returned may do what the service may.
   *
   * @param account any name; a namespace has each once
   * @param without what it may not; null: it may everything
   */
  public String grant(String namespace, String account, @Nullable Right without) {
    for (HasMetadata object : objects()) {
      take(without, object);
      object.setMetadata(
          new ObjectMetaBuilder()
              .withName(namespace + "-" + account)
              .withNamespace(object.getMetadata().getNamespace() == null ? null : namespace)
              .build());
      bind(object, namespace, account);
      admin.resource(object).create();
      granted.add(object);
    }
    String user = "system:serviceaccount:" + namespace + ":" + account;
    // The authorizer hears of them a moment later.
    granted.stream()
        .filter(object -> object.getMetadata().getName().equals(namespace + "-" + account))
        .forEach(object -> rules(object).forEach(rule -> awaitGranted(user, namespace, rule)));
    return user;
  }

  private void awaitGranted(String user, String namespace, PolicyRule rule) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(rule.getApiGroups().getFirst())
            .withResource(rule.getResources().getFirst().replaceFirst("/.*", ""))
            .withSubresource(rule.getResources().getFirst().replaceFirst("[^/]*/?", ""))
            .withVerb(rule.getVerbs().getFirst())
            .withName(rule.getResourceNames().stream().findFirst().orElse(null))
            .endResourceAttributes()
            .endSpec()
            .build();
    await(user + " may " + rule.getVerbs().getFirst() + " " + rule.getResources())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> admin.resource(question).create().getStatus().getAllowed());
  }

  private static void bind(HasMetadata object, String namespace, String account) {
    List<Subject> subjects = List.of(new Subject(null, "ServiceAccount", account, namespace));
    switch (object) {
      case RoleBinding binding -> {
        binding.getRoleRef().setName(binding.getMetadata().getName());
        binding.setSubjects(subjects);
      }
      case ClusterRoleBinding binding -> {
        binding.getRoleRef().setName(binding.getMetadata().getName());
        binding.setSubjects(subjects);
      }
      default -> {}
    }
  }

  /** A rule without a verb left is none. */
  private static void take(@Nullable Right right, HasMetadata from) {
    List<PolicyRule> left =
        rules(from)
            .map(rule -> take(right, rule))
            .filter(rule -> !rule.getVerbs().isEmpty())
            .toList();
    switch (from) {
      case Role role -> role.setRules(left);
      case ClusterRole role -> role.setRules(left);
      default -> {}
    }
  }

  private static PolicyRule take(@Nullable Right right, PolicyRule from) {
    if (right != null && from.getResources().contains(right.resource())) {
      from.setVerbs(from.getVerbs().stream().filter(verb -> !verb.equals(right.verb())).toList());
    }
    return from;
  }

  private static Stream<PolicyRule> rules(HasMetadata object) {
    return switch (object) {
      case Role role -> role.getRules().stream();
      case ClusterRole role -> role.getRules().stream();
      default -> Stream.of();
    };
  }

  private List<HasMetadata> objects() {
    try (InputStream in = Files.newInputStream(file)) {
      return admin.load(in).items().stream()
          .filter(object -> service.equals(object.getMetadata().getLabels().get(SERVICE)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    granted.forEach(object -> admin.resource(object).delete());
  }
}
