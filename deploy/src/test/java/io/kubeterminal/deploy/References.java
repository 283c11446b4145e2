package io.kubeterminal.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which object of a rendered folder names which other one, and whether that one is there. */
final class References {

  private final Set<String> names;
  private final List<Map<String, String>> pods;
  private final List<HasMetadata> objects;
  private final List<String> dangling = new ArrayList<>();
  private final Set<String> secrets = new TreeSet<>();

  References(List<HasMetadata> objects) {
    this.objects = objects;
    this.names =
        objects.stream()
            .map(
                object ->
                    name(
                        object.getKind(),
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()))
            .collect(Collectors.toSet());
    this.pods =
        of(Deployment.class)
            .map(deployment -> deployment.getSpec().getTemplate().getMetadata().getLabels())
            .toList();
    objects.forEach(this::look);
  }

  /** What names something that is not there. */
  List<String> dangling() {
    return dangling;
  }

  /** Names of Secrets, which are made apart. */
  Set<String> secrets() {
    return secrets;
  }

  private <T> Stream<T> of(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  private void look(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    if (namespace != null) {
      need(object, "Namespace", null, namespace);
    }
    switch (object) {
      case Deployment deployment -> look(deployment, deployment.getSpec().getTemplate().getSpec());
      case Service service -> select(service, service.getSpec().getSelector());
      case PodDisruptionBudget budget -> select(budget, budget.getSpec().getSelector());
      case NetworkPolicy policy -> select(policy, policy.getSpec().getPodSelector());
      case HorizontalPodAutoscaler scaler ->
          need(scaler, "Deployment", namespace, scaler.getSpec().getScaleTargetRef().getName());
      case RoleBinding binding -> look(binding, binding.getRoleRef(), binding.getSubjects());
      case ClusterRoleBinding binding -> look(binding, binding.getRoleRef(), binding.getSubjects());
      case Ingress ingress -> look(ingress);
      default -> {}
    }
  }

  private void look(Deployment deployment, PodSpec pod) {
    String namespace = deployment.getMetadata().getNamespace();
    if (pod.getServiceAccountName() != null) {
      need(deployment, "ServiceAccount", namespace, pod.getServiceAccountName());
    }
    Map<String, Boolean> volumes = new HashMap<>();
    pod.getVolumes()
        .forEach(
            volume -> {
              volumes.put(volume.getName(), false);
              if (volume.getSecret() != null) {
                secrets.add(volume.getSecret().getSecretName());
              }
              if (volume.getProjected() != null) {
                volume
                    .getProjected()
                    .getSources()
                    .forEach(source -> secrets.add(source.getSecret().getName()));
              }
            });
    for (Container container : pod.getContainers()) {
      look(deployment, container);
      for (VolumeMount mount : container.getVolumeMounts()) {
        if (volumes.put(mount.getName(), true) == null) {
          dangling.add(what(deployment) + " mounts no volume " + mount.getName());
        }
      }
    }
    volumes.forEach(
        (volume, mounted) -> {
          if (!mounted) {
            dangling.add(what(deployment) + " does not mount " + volume);
          }
        });
  }

  private void look(Deployment deployment, Container container) {
    container.getEnvFrom().stream()
        .map(source -> source.getConfigMapRef().getName())
        .forEach(
            map -> need(deployment, "ConfigMap", deployment.getMetadata().getNamespace(), map));
    container.getEnv().stream()
        .filter(variable -> variable.getValueFrom() != null)
        .map(variable -> variable.getValueFrom().getSecretKeyRef())
        .filter(Objects::nonNull)
        .forEach(secret -> secrets.add(secret.getName()));
  }

  private void look(HasMetadata binding, RoleRef role, List<Subject> subjects) {
    String namespace = role.getKind().equals("Role") ? binding.getMetadata().getNamespace() : null;
    need(binding, role.getKind(), namespace, role.getName());
    subjects.forEach(
        subject -> need(binding, subject.getKind(), subject.getNamespace(), subject.getName()));
  }

  private void look(Ingress ingress) {
    ingress.getSpec().getTls().forEach(tls -> secrets.add(tls.getSecretName()));
    ingress.getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(path -> path.getBackend().getService())
        .filter(
            backend ->
                of(Service.class)
                    .filter(service -> service.getMetadata().getName().equals(backend.getName()))
                    .flatMap(service -> service.getSpec().getPorts().stream())
                    .noneMatch(port -> port.getName().equals(backend.getPort().getName())))
        .forEach(backend -> dangling.add(what(ingress) + " has no Service " + backend.getName()));
  }

  private void select(HasMetadata object, LabelSelector selector) {
    select(object, selector.getMatchLabels());
  }

  private void select(HasMetadata object, Map<String, String> labels) {
    if (pods.stream().noneMatch(pod -> pod.entrySet().containsAll(labels.entrySet()))) {
      dangling.add(what(object) + " selects no pod by " + labels);
    }
  }

  private void need(HasMetadata object, String kind, String namespace, String name) {
    if (!names.contains(name(kind, namespace, name))) {
      dangling.add("%s has no %s".formatted(what(object), name(kind, namespace, name)));
    }
  }

  private static String what(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private static String name(String kind, String namespace, String name) {
    return "%s %s in %s".formatted(kind, name, namespace);
  }
}
