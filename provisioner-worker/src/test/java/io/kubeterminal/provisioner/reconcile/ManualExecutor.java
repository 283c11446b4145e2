package io.kubeterminal.provisioner.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Runs what it was given when a test says so, in an order that chance decides. */
final class ManualExecutor implements Executor {

  private final List<Runnable> waiting = new ArrayList<>();

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
  }

  int size() {
    return waiting.size();
  }

  void runOne(RandomGenerator random) {
    waiting.remove(random.nextInt(waiting.size())).run();
  }

  void runFirst() {
    waiting.removeFirst().run();
  }

  void runAll() {
    while (!waiting.isEmpty()) {
      runFirst();
    }
  }

  /** The process died: nothing of it goes on. */
  void dropAll() {
    waiting.clear();
  }
}
