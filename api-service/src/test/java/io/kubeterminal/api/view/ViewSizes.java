package io.kubeterminal.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.schema.TerminalRow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How much heap a terminal takes in the view, for docs/sizing.md; run by name alone: {@code ./mvnw
 * -pl api-service -am test -Dtest=ViewSizes -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ViewSizes {

  private static final int TERMINALS = 100_000;

  /** About what a ServiceAccount's token is, sealed. */
  private static final int SEALED = 1_700;

  @Test
  void heapOfATerminal() throws IOException {
    TerminalView view = new TerminalView(SettingsOf.defaults(), Clock.systemUTC());
    long before = usedHeap();
    for (int i = 0; i < TERMINALS; i++) {
      UUID id = UUID.randomUUID();
      view.row(id, asRead(id, i % 5_000), i);
      view.beat(id, Instant.ofEpochMilli(1_800_000_000_000L + i));
    }
    long bytes = (usedHeap() - before) / TERMINALS;

    System.out.printf("api-service: %,d bytes of heap a terminal, of %,d%n", bytes, view.size());
    assertThat(bytes).isBetween(100L, 5_000L);
  }

  /** Decoded, so that nothing in it is shared with another row but what the decoder shares. */
  private static TerminalRow asRead(UUID id, int owner) throws IOException {
    TerminalRow row = ViewFeed.ready(id);
    row.setOwner("system:serviceaccount:team-%d:person".formatted(owner));
    row.setSealedCredential("x".repeat(SEALED));
    return TerminalRow.getDecoder().decode(TerminalRow.getEncoder().encode(row));
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
