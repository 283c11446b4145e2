package io.kubeterminal.api.request;

import static io.kubeterminal.api.view.ViewFeed.READY_AT;
import static io.kubeterminal.api.view.ViewFeed.closed;
import static io.kubeterminal.api.view.ViewFeed.closing;
import static io.kubeterminal.api.view.ViewFeed.failed;
import static io.kubeterminal.api.view.ViewFeed.ready;
import static io.kubeterminal.api.view.ViewFeed.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamEventTest {

  private static final UUID ID = UUID.randomUUID();
  private static final Instant WARNED = READY_AT.plusSeconds(480);

  static Stream<Arguments> changes() {
    TerminalRow expiring = ready(ID);
    expiring.setExpiringAt(WARNED);
    TerminalRow moved = ready(ID);
    moved.setEndpoint(new Endpoint("10.1.2.4", 30080));
    TerminalRow started = requested(ID);
    started.setProgress(CreationStep.STARTED);
    Terminal pending = new Terminal(requested(ID), Terminal.PENDING, null);
    return Stream.of(
        arguments(pending, at(requested(ID), null), "step"),
        arguments(at(requested(ID), null), at(started, null), "step"),
        arguments(at(started, null), at(started, null), null),
        arguments(at(started, null), at(ready(ID), null), "ready"),
        arguments(at(requested(ID), null), at(requested(ID), null), null),
        arguments(at(requested(ID), null), at(ready(ID), null), "ready"),
        arguments(at(requested(ID), null), at(failed(ID, EndReason.QUOTA, "no"), null), "failed"),
        arguments(at(ready(ID), null), at(ready(ID), READY_AT.plusSeconds(1)), null),
        arguments(at(ready(ID), null), at(expiring, null), "expiring"),
        arguments(at(expiring, null), at(expiring, WARNED.plusMillis(1)), "kept"),
        arguments(at(expiring, null), at(expiring, WARNED), null),
        arguments(at(ready(ID), null), at(moved, null), "moved"),
        arguments(at(expiring, null), at(closing(ID, EndReason.IDLE), null), "closing"),
        arguments(
            at(closing(ID, EndReason.IDLE), null), at(closed(ID, EndReason.IDLE), null), "closed"));
  }

  private static Terminal at(TerminalRow row, Instant lastBeat) {
    return new Terminal(row, 7, lastBeat);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyChangeHasAName(Terminal before, Terminal after, String name) {
    assertThat(StreamEvent.between(before, after)).isEqualTo(name);
  }

  @Test
  void theIdIsTheState() {
    assertThat(StreamEvent.id(at(ready(ID), null))).isEqualTo("7.0");
    assertThat(StreamEvent.id(at(ready(ID), Instant.ofEpochMilli(5)))).isEqualTo("7.5");
  }
}
