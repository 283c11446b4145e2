package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.tunnel.Ending;
import io.kubeterminal.api.gateway.tunnel.Tunnel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** The shells that are open; when the service stops they are told so, and have time to say it. */
final class OpenShells implements SmartLifecycle {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  void add(Tunnel tunnel) {
    open.add(tunnel);
    if (!running) {
      tunnel.end(Ending.STOPPED);
    }
  }

  synchronized void remove(Tunnel tunnel) {
    open.remove(tunnel);
    notifyAll();
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server stops, which would only cut the connections. */
  @Override
  public void stop() {
    running = false;
    open.forEach(tunnel -> tunnel.end(Ending.STOPPED));
    awaitNone();
  }

  private synchronized void awaitNone() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!open.isEmpty() && System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
