package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the reconciliation together. The fold gives {@code partitionCount}, how many partitions the
 * topics have, and {@code caughtUp}, whether every row of an owned partition was handed over.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReconcileSettings.class, RevocationSettings.class})
class ReconcileConfiguration {

  @Bean
  Rows rows(
      @Qualifier("partitionCount") IntSupplier partitionCount,
      @Qualifier("caughtUp") IntPredicate caughtUp) {
    return new Rows(partitionCount, caughtUp);
  }

  @Bean
  ReconcileMeters reconcileMeters(MeterRegistry meters) {
    return new ReconcileMeters(meters);
  }

  @Bean(destroyMethod = "close")
  Reconciler reconciler(
      Cluster cluster,
      Opener opener,
      EventLog events,
      Rows rows,
      ReconcileSettings settings,
      ReconcileMeters meters,
      Traces traces) {
    return new Reconciler(
        cluster,
        opener,
        events,
        rows,
        settings,
        Clock.systemUTC(),
        work -> Thread.ofVirtual().name("reconcile").start(work),
        RandomGenerator.getDefault(),
        meters,
        traces);
  }

  @Bean
  @ConditionalOnProperty(name = "terminal.provisioner.revocation.enabled", matchIfMissing = true)
  Revocations revocations(
      Cluster cluster,
      Opener opener,
      EventLog events,
      Rows rows,
      RevocationSettings settings,
      ReconcileMeters meters) {
    return new Revocations(
        cluster,
        opener,
        events,
        rows,
        settings,
        Clock.systemUTC(),
        work -> Thread.ofVirtual().name("review").start(work),
        meters);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ReconcileClock reconcileClock(
      Reconciler reconciler, ObjectProvider<Revocations> revocations, ReconcileSettings settings) {
    return new ReconcileClock(reconciler, settings.sweepInterval(), revocations.getIfAvailable());
  }
}
