package io.kubeterminal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.TtydClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the entrypoint, and all that it and what it became have printed. */
final class StartedTerminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Thread reader;

  StartedTerminal(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try {
      process.getInputStream().transferTo(printed);
    } catch (IOException ended) {
      // The process has gone.
    }
  }

  String printed() {
    return printed.toString(UTF_8);
  }

  /** Opens a shell as soon as ttyd listens. */
  TtydClient shell(int port, @Nullable String credential) {
    String endpoint = "127.0.0.1:" + port;
    return await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(StartedTerminal::doesNotListenYet)
        .until(
            () -> {
              assertThat(process.isAlive()).as(this::printed).isTrue();
              return credential == null
                  ? TtydClient.connect(endpoint)
                  : TtydClient.connect(endpoint, credential);
            },
            client -> true);
  }

  private static boolean doesNotListenYet(Throwable e) {
    return e instanceof CompletionException && e.getCause() instanceof ConnectException;
  }

  /** Process 1, as it is seen from outside. */
  ProcessHandle first() {
    return await()
        .atMost(PATIENCE)
        .until(() -> process.children().findFirst(), c -> c.isPresent())
        .orElseThrow();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(printed()).isTrue();
    reader.join(PATIENCE.toMillis());
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    // All others end with process 1, which does not hear of the end of its parent.
    process.children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
