package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ClusterFixture.PATIENCE;
import static io.kubeterminal.provisioner.cluster.ClusterFixture.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.testing.ClusterTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an API server that is away, or a watch that went silent, costs. */
@ClusterTest
class KubernetesOutageIT {

  @Test
  void an_api_server_that_was_away_is_heard_again_without_a_restart() throws Exception {
    Config config = Config.autoConfigure(null);
    URI real = URI.create(config.getMasterUrl());
    InetSocketAddress target = new InetSocketAddress(real.getHost(), real.getPort());
    try (FaultProxy proxy = new FaultProxy(target);
        ClusterFixture fixture =
            new ClusterFixture(
                new ConfigBuilder(config)
                    .withMasterUrl("https://127.0.0.1:" + proxy.port())
                    .build())) {
      KubernetesCluster cluster = fixture.cluster;
      DesiredTerminal before = terminal(null);
      cluster.apply(before);
      fixture.awaitReady(before.id());

      proxy.down();
      DesiredTerminal after = terminal(null);
      assertThatThrownBy(() -> cluster.apply(after))
          .isInstanceOf(ClusterUnavailable.class)
          .hasMessageContaining("does not answer");
      assertThat(cluster.observe(before.id()).complete()).isTrue();
      assertThatThrownBy(() -> cluster.review("not-a-real-token"))
          .isInstanceOf(ClusterUnavailable.class)
          .hasMessageNotContaining("not-a-real-token");
      proxy.up();

      cluster.apply(after);
      ObservedTerminal ready = fixture.awaitReady(after.id());
      assertThat(ready.createdAt()).isBefore(Instant.now());
      cluster.delete(before.id());
      cluster.delete(after.id());
      assertThat(cluster.terminals()).isEmpty();
    }
  }

  @Test
  void a_silent_watch_delays_a_ready_terminal_by_no_more_than_three_seconds() throws Exception {
    try (ServerSocket nowhere = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        ClusterFixture fixture =
            new ClusterFixture(
                Config.autoConfigure(null), new SilentWatches(nowhere.getLocalPort()));
        KubernetesCluster told = fixture.another()) {
      await().atMost(PATIENCE).until(told::synced);
      DesiredTerminal terminal = terminal(null);
      fixture.cluster.apply(terminal);

      await().atMost(PATIENCE).until(() -> told.observe(terminal.id()).endpoint() != null);
      Instant ready = Instant.now();
      fixture.awaitReady(terminal.id());
      assertThat(Duration.between(ready, Instant.now())).isLessThan(Duration.ofSeconds(3));

      // The Secret is listed, not watched: whoever has not heard of it yet would leave it there.
      await().atMost(PATIENCE).until(() -> told.observe(terminal.id()).complete());
      told.delete(terminal.id());
      await().atMost(PATIENCE).until(() -> fixture.cluster.observe(terminal.id()).gone());
    }
  }

  /** Sends every watch where nobody answers. */
  private record SilentWatches(int port) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String query = request.uri().getQuery();
      if (query != null && query.contains("watch=true")) {
        builder.uri(URI.create("https://127.0.0.1:" + port + "/"));
      }
    }
  }
}
