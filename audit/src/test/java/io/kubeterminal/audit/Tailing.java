package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tail on a thread of its own, which is interrupted in the end. */
final class Tailing implements AutoCloseable {

  private final StringWriter out = new StringWriter();
  private final AtomicInteger polls = new AtomicInteger();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private final Thread thread;

  private Tailing(String... words) {
    PrintWriter counting =
        new PrintWriter(out) {
          @Override
          public boolean checkError() {
            polls.incrementAndGet();
            return super.checkError();
          }
        };
    PrintWriter err = new PrintWriter(new StringWriter());
    thread =
        Thread.ofPlatform()
            .start(
                () ->
                    code.complete(
                        KubeTerminalAudit.run(counting, err, InstantSource.system(), words)));
  }

  static Tailing of(String... words) {
    return new Tailing(words);
  }

  String said() {
    return out.toString();
  }

  /** How often it has looked for news. */
  int polls() {
    return polls.get();
  }

  @Override
  public void close() throws Exception {
    thread.interrupt();
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
  }
}
