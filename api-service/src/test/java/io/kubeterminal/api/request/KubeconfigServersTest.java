package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigServersTest {

  private final KubeconfigServers servers =
      new KubeconfigServers(List.of("https://kubernetes.default.svc", "https://10.0.0.1:6443/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters: [{name: a, cluster: {server: 'https://kubernetes.default.svc'}}]\nusers: []",
        "clusters: [{name: a, cluster: {server: 'https://kubernetes.default.svc/'}}]\nusers: []",
        "clusters: [{name: a, cluster: {server: 'https://10.0.0.1:6443'}}]\nusers: [{name: x}]",
        "{\"clusters\": [{\"cluster\": {\"server\": \"https://10.0.0.1:6443\"}}], \"users\": null}",
        "clusters: []\nusers: []",
      })
  void whatIsListedMayBeNamed(String kubeconfig) {
    assertThat(servers.allow(kubeconfig)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters: [{cluster: {server: 'https://evil.example'}}]",
        "clusters: [{cluster: {server: 'https://kubernetes.default.svc.evil.example'}}]",
        "clusters: [{cluster: {server: 'http://kubernetes.default.svc'}}]",
        "clusters: [{cluster: {server: 'https://x@kubernetes.default.svc'}}]",
        "clusters: [{cluster: {server: 'https://10.0.0.1:6443'}}, {cluster: {server:"
            + " 'https://b'}}]",
        "clusters: [{cluster: {Server: 'https://evil.example'}}]",
        "clusters: [{cluster: {!!binary c2VydmVy: 'https://evil.example'}}]",
        "clusters: [{cluster: {server: !!binary aHR0cHM6Ly9rdWJlcm5ldGVzLmRlZmF1bHQuc3Zj}}]",
        "clusters: [{cluster: {server: ['https://10.0.0.1:6443']}}]",
        "clusters: [{cluster: {server: null}}]",
        "clusters: [{cluster: {server: 'https://10.0.0.1:6443', proxy-url: 'http://evil'}}]",
        "users: [{user: {password: !!int s3cret}}]",
        "users: [{user: {password: 1234567890123456789012345:10}}]",
        "clusters: [{cluster: {server: 'https://10.0.0.1:6443', server: 'https://evil.example'}}]",
        "x: &x {server: 'https://evil.example'}\nclusters: [{cluster: {<<: *x}}]",
        "clusters: []\n---\nclusters: [{cluster: {server: 'https://evil.example'}}]",
        "clusters: &a [*a]",
        "clusters: !!javax.script.ScriptEngineManager []",
        "clusters: [",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "a: &a [1]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]",
      })
  void everythingElseIsRefused(String kubeconfig) {
    assertThat(servers.allow(kubeconfig)).isFalse();
  }
}
