package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.sealing.Opener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the reconciliation together. The fold gives {@code partitionCount}, how many partitions the
 * topics have, and {@code caughtUp}, whether every row of an owned partition was handed over.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcileSettings.class)
class ReconcileConfiguration {

  @Bean(destroyMethod = "close")
  Reconciler reconciler(
      Cluster cluster,
      Opener opener,
      EventLog events,
      @Qualifier("partitionCount") IntSupplier partitionCount,
      @Qualifier("caughtUp") IntPredicate caughtUp,
      ReconcileSettings settings,
      MeterRegistry meters) {
    return new Reconciler(
        cluster,
        opener,
        events,
        new Rows(partitionCount, caughtUp),
        settings,
        Clock.systemUTC(),
        work -> Thread.ofVirtual().name("reconcile").start(work),
        RandomGenerator.getDefault(),
        new ReconcileMeters(meters));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ReconcileClock reconcileClock(Reconciler reconciler, ReconcileSettings settings) {
    return new ReconcileClock(reconciler, settings.sweepInterval());
  }
}
