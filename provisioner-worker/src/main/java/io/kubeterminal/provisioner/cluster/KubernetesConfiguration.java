package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.provisioner.manifest.ManifestSettings;
import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.startup.PatientStart;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Puts the terminals in Kubernetes together, and the mirror of their heartbeats. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Cluster.class)
@EnableConfigurationProperties({ClusterSettings.class, ManifestSettings.class, TtydSettings.class})
class KubernetesConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  KubernetesCluster kubernetesCluster(
      ManifestSettings manifest,
      ClusterSettings settings,
      TtydSettings ttyd,
      MeterRegistry meters,
      Traces traces)
      throws IOException {
    KeyFile<ShellKeys> keys = ttyd.keys();
    return new KubernetesCluster(
        KubernetesConnection.open(settings, meters),
        manifest,
        settings,
        terminalId -> keys.get().credential(terminalId),
        Clock.systemUTC(),
        traces);
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnProperty(name = "terminal.provisioner.mirror-heartbeats", matchIfMissing = true)
  HeartbeatMirror heartbeatMirror(KubernetesCluster cluster, ClusterSettings settings) {
    return new HeartbeatMirror(cluster, settings.waitingBeats());
  }

  @Bean
  @ConditionalOnBean(HeartbeatMirror.class)
  ConcurrentMessageListenerContainer<String, SpecificRecord> heartbeatMirrorListener(
      HeartbeatMirror mirror, KafkaProperties kafka, ClusterSettings settings) {
    return BeatListener.container(mirror, kafka, settings.mirrorGroup());
  }

  @Bean
  @ConditionalOnBean(HeartbeatMirror.class)
  PatientStart heartbeatMirrorStart(
      ConcurrentMessageListenerContainer<String, SpecificRecord> heartbeatMirrorListener) {
    return new PatientStart(
        "mirror of heartbeats",
        Duration.ofSeconds(1),
        heartbeatMirrorListener,
        thread -> BeatListener.start(heartbeatMirrorListener));
  }
}
