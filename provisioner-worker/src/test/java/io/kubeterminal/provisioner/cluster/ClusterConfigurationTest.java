package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

class ClusterConfigurationTest {

  private static final Path TTYD_KEY = key();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Traces.class, () -> Traces.OFF)
          .withPropertyValues(
              "spring.kafka.properties.schema.registry.url=http://127.0.0.1:1",
              "spring.kafka.bootstrap-servers=127.0.0.1:1",
              "terminal.ttyd.key-file=" + TTYD_KEY)
          // A cluster that is down, whatever the environment's KUBECONFIG says.
          .withSystemProperties("kubernetes.master=http://127.0.0.1:1", "kubeconfig=/nowhere");

  private static Path key() {
    try {
      Path folder = Files.createTempDirectory("keys");
      ShellKeys.generateInto(folder);
      return folder.resolve(ShellKeys.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void terminals_in_kubernetes_need_the_key_of_their_ttyd() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(Traces.class, () -> Traces.OFF)
        .withUserConfiguration(ClusterConfiguration.class)
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .hasStackTraceContaining("terminal.ttyd.key-file must be the path")
                    .hasStackTraceContaining("generate-key DIR"));
  }

  @Test
  void terminals_live_in_kubernetes_by_default_even_while_it_is_down() {
    context
        .withUserConfiguration(ClusterConfiguration.class)
        .run(
            started -> {
              assertThat(started).hasSingleBean(KubernetesCluster.class);
              assertThat(started).hasSingleBean(HeartbeatMirror.class);
              assertThat(started).hasSingleBean(ConcurrentMessageListenerContainer.class);
              assertThat(started.getBean(Cluster.class).synced()).isFalse();
            });
  }

  @Test
  void a_broker_whose_name_does_not_resolve_ends_no_start() {
    context
        .withUserConfiguration(ClusterConfiguration.class)
        .withPropertyValues("spring.kafka.bootstrap-servers=nobody.invalid:9092")
        .run(started -> assertThat(started).hasNotFailed());
  }

  @Test
  void the_mirror_can_be_switched_off() {
    context
        .withUserConfiguration(ClusterConfiguration.class)
        .withPropertyValues("terminal.provisioner.mirror-heartbeats=false")
        .run(
            started -> {
              assertThat(started).hasSingleBean(KubernetesCluster.class);
              assertThat(started).doesNotHaveBean(HeartbeatMirror.class);
              assertThat(started).doesNotHaveBean(ConcurrentMessageListenerContainer.class);
            });
  }

  @Test
  void another_cluster_takes_its_place_in_whatever_order_it_is_given() {
    for (Class<?>[] order :
        new Class<?>[][] {
          {ClusterConfiguration.class, Elsewhere.class},
          {Elsewhere.class, ClusterConfiguration.class}
        }) {
      context
          .withUserConfiguration(order)
          .run(
              started -> {
                assertThat(started).hasSingleBean(Cluster.class);
                assertThat(started).doesNotHaveBean(KubernetesCluster.class);
                assertThat(started).doesNotHaveBean(HeartbeatMirror.class);
              });
    }
  }

  @Test
  void a_setting_that_is_none_is_named_with_what_is_allowed() {
    context
        .withUserConfiguration(ClusterConfiguration.class)
        .withPropertyValues("terminal.provisioner.manifest.installation=not a label")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .hasStackTraceContaining("installation")
                    .hasStackTraceContaining("must be a label value"));
  }

  @Configuration(proxyBeanMethods = false)
  static class Elsewhere {
    @Bean
    Cluster elsewhere() {
      return new Cluster() {
        @Override
        public void apply(DesiredTerminal terminal) {}

        @Override
        public void delete(UUID terminalId) {}

        @Override
        public ObservedTerminal observe(UUID terminalId) {
          return ObservedTerminal.absent();
        }

        @Override
        public Set<UUID> terminals() {
          return Set.of();
        }

        @Override
        public void onChange(Consumer<UUID> listener) {}

        @Override
        public boolean synced() {
          return true;
        }

        @Override
        public void close() {}
      };
    }
  }
}
