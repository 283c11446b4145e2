package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each kind of reference, broken once. */
class ReferencesTest {

  @Test
  void whatNamesNothingIsSeen() {
    String yaml =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: a, namespace: b}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: missing}
        subjects: [{kind: ServiceAccount, name: nobody, namespace: b}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: c}
        spec: {selector: {app: nothing}, ports: [{port: 1}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d}
        spec:
          template:
            metadata: {labels: {app: something}}
            spec:
              volumes: [{name: unused, secret: {secretName: s}}]
              containers:
                - name: e
                  envFrom: [{configMapRef: {name: f}}]
                  volumeMounts: [{name: g, mountPath: /g}]
        """;
    References references = new References(Kustomize.objects(yaml));
    assertThat(references.dangling())
        .containsExactlyInAnyOrder(
            "RoleBinding a has no Namespace b in null",
            "RoleBinding a has no Role missing in b",
            "RoleBinding a has no ServiceAccount nobody in b",
            "Service c selects no pod by {app=nothing}",
            "Deployment d has no ConfigMap f in null",
            "Deployment d mounts no volume g",
            "Deployment d does not mount unused");
    assertThat(references.secrets()).containsExactly("s");
  }
}
