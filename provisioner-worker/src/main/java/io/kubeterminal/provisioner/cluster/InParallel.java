package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
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
  interface Work {
    void run() throws ClusterRefusal, ClusterUnavailable;
  }

  /**
   * @param name what it does to which kind, such as {@code apply Secret}
   */
  record Write(String name, Work work) {}

  private InParallel() {}

  /** A final no outweighs a not now, whichever came first. */
  static void run(List<Write> writes, Traces traces) throws ClusterRefusal, ClusterUnavailable {
    TraceParent parent = traces.here();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Write write : writes) {
        running.add(
            threads.submit(
                () -> {
                  run(write, traces, parent);
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

  private static void run(Write write, Traces traces, @Nullable TraceParent parent)
      throws ClusterRefusal, ClusterUnavailable {
    try (Stretch stretch = traces.begin(Traces.Kind.CLIENT, write.name(), parent)) {
      try {
        write.work().run();
      } catch (ClusterRefusal | ClusterUnavailable | RuntimeException e) {
        stretch.failed(e.getClass().getSimpleName());
        throw e;
      }
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
