package io.kubeterminal.provisioner.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does a few writes at the same time and waits for all of them. */
final class InParallel {

  /** One write. */
  interface Write {
    void run() throws ClusterRefusal, ClusterUnavailable;
  }

  private InParallel() {}

  /** A final no outweighs a not now, whichever came first. */
  static void run(List<Write> writes) throws ClusterRefusal, ClusterUnavailable {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Write write : writes) {
        running.add(
            threads.submit(
                () -> {
                  write.run();
                  return null;
                }));
      }
    }
    ClusterUnavailable unavailable = null;
    for (Future<?> write : running) {
      switch (failure(write)) {
        case null -> {}
        case ClusterRefusal refusal -> throw refusal;
        case ClusterUnavailable notNow -> unavailable = notNow;
        case RuntimeException broken -> throw broken;
        case Error broken -> throw broken;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
    if (unavailable != null) {
      throw unavailable;
    }
  }

  private static @Nullable Throwable failure(Future<?> done) {
    try {
      done.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ClusterUnavailable("interrupted");
    }
  }
}
