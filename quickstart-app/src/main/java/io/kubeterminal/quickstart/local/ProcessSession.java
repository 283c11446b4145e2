package io.kubeterminal.quickstart.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All processes of one POSIX session: a shell and whatever it started, in whichever process group
 * and with whichever parent, unless it left by {@code setsid}.
 */
final class ProcessSession {

  private static final MethodHandle GETSID =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("getsid"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final int ROUNDS = 5;

  private final ProcessHandle leader;

  ProcessSession(ProcessHandle leader) {
    this.leader = leader;
  }

  /** Lets the processes end by themselves for {@code grace}, then kills what is left. */
  void end(Duration grace) {
    awaitExit(members(), grace);
    // A process may be born while the others are killed: each round kills the children of the last.
    // A killed one may be listed for a while, until its new parent has taken note.
    Set<ProcessHandle> killed = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left =
          members().stream().filter(process -> !killed.contains(process)).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      killed.addAll(left);
    }
  }

  private List<ProcessHandle> members() {
    if (idIsReused()) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> sessionOf(process.pid()) == leader.pid())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** The kernel gives the leader's id to another process only once the whole session is gone. */
  private boolean idIsReused() {
    return ProcessHandle.of(leader.pid()).filter(process -> !process.equals(leader)).isPresent();
  }

  private static int sessionOf(long pid) {
    try {
      return (int) GETSID.invokeExact((int) pid);
    } catch (Throwable e) {
      throw new IllegalStateException("getsid cannot be called", e);
    }
  }

  private static void awaitExit(List<ProcessHandle> processes, Duration atMost) {
    CompletableFuture<?>[] exits =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Whoever is left is killed by the caller.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
