package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.NotedTraces;
import io.kubeterminal.provisioner.reconcile.Decision.Apply;
import io.kubeterminal.provisioner.reconcile.Decision.Delete;
import io.kubeterminal.provisioner.reconcile.Decision.LookAgain;
import io.kubeterminal.provisioner.reconcile.Decision.Nothing;
import io.kubeterminal.provisioner.reconcile.Decision.ReportReady;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.Traces;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepSpansTest {

  private static final Endpoint HERE = new Endpoint("10.0.0.1", 8080);

  private final UUID id = UUID.randomUUID();
  private final TerminalRow requested = Fixtures.requested(id, Instant.EPOCH);
  private final NotedTraces traces = new NotedTraces();
  private final StepSpans spans = new StepSpans(traces);

  @Test
  void whatIsDoneOnTheWayUpBelongsToTheRequest() {
    folded(1, requested);
    does(new Apply());
    // Its progress is folded, too.
    folded(2, requested);
    does(new ReportReady(HERE));

    assertThat(traces.noted())
        .containsExactly(
            "1 > 101 event", "101 > 102 reconcile", "2 > 103 event", "101 > 104 reconcile");
  }

  @Test
  void lookingAloneIsNoSpan() {
    folded(1, requested);
    does(new LookAgain(Instant.EPOCH));
    does(new Nothing());

    assertThat(traces.noted()).containsExactly("1 > 101 event");
  }

  @Test
  void theEndBelongsToWhatEndsIt() {
    folded(1, requested);
    folded(2, Fixtures.in(requested, Phase.CLOSING));
    does(new Delete());

    assertThat(traces.noted()).endsWith("102 > 103 reconcile");
  }

  @Test
  void repairsLongAfterwardsBelongToNothing() {
    folded(1, requested);
    folded(2, Fixtures.ready(requested, HERE));
    does(new Apply());

    assertThat(traces.noted()).containsExactly("1 > 101 event", "2 > 102 event");
  }

  @Test
  void anEndWithoutATraceIsNotThatOfTheRequest() {
    folded(1, requested);
    spans.changed(id, Fixtures.in(requested, Phase.CLOSING));
    does(new Delete());

    assertThat(traces.noted()).containsExactly("1 > 101 event");
  }

  @Test
  void ofAPartitionThatLeftNothingIsRemembered() {
    folded(1, requested);
    spans.forget(id);
    does(new Apply());

    assertThat(traces.noted()).containsExactly("1 > 101 event");
  }

  private void folded(int parent, TerminalRow row) {
    try (Stretch event = traces.begin(Traces.Kind.CONSUMER, "event", NotedTraces.at(parent))) {
      spans.changed(id, row);
    }
  }

  private void does(Decision decision) {
    spans.begin(id, decision).close();
  }
}
