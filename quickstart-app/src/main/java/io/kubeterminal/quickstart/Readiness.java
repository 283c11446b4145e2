package io.kubeterminal.quickstart;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Waits until a service says of itself that it is ready: topics there, views caught up. */
final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);

  private Readiness() {}

  static void await(ConfigurableApplicationContext service, String name)
      throws CannotStart, InterruptedException, ExecutionException {
    HealthEndpoint health = service.getBean(HealthEndpoint.class);
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      timer.scheduleWithFixedDelay(
          () -> look(health, ready), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      try {
        ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new CannotStart(
            "%s is not ready after %d s".formatted(name, PATIENCE.toSeconds()), e);
      } finally {
        timer.shutdownNow();
      }
    }
  }

  private static void look(HealthEndpoint health, CompletableFuture<Boolean> ready) {
    try {
      HealthDescriptor readiness = health.healthForPath("readiness");
      if (readiness == null) {
        throw new IllegalStateException("says nothing about its readiness");
      }
      if (Status.UP.equals(readiness.getStatus())) {
        ready.complete(true);
      }
    } catch (RuntimeException e) {
      ready.completeExceptionally(e);
    }
  }
}
