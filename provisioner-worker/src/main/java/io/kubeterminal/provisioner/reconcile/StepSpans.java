package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which trace the work on a terminal belongs to: the one of the event that set it off, while it is
 * under way. Kept here and not in the row, so that rows are the same with traces and without; a
 * restart forgets it, and what is done then has no spans.
 */
final class StepSpans {

  /** Terminals under way at the same time that are remembered; of more, the oldest lose theirs. */
  private static final int MOST = 10_000;

  private final Traces traces;
  private final Map<UUID, TraceParent> parents =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, TraceParent> eldest) {
          return size() > MOST;
        }
      };

  StepSpans(Traces traces) {
    this.traces = traces;
  }

  /** To be called while the span of the event that changed the row is open. */
  void changed(UUID terminalId, @Nullable TerminalRow row) {
    TraceParent here = traces.here();
    synchronized (parents) {
      switch (row == null ? null : row.getPhase()) {
        // Each step on the way up changes the row, and all belong to the request.
        case REQUESTED -> {
          if (here != null) {
            parents.putIfAbsent(terminalId, here);
          }
        }
        case CLOSING, FAILED -> {
          parents.remove(terminalId);
          if (here != null) {
            parents.put(terminalId, here);
          }
        }
        case READY, CLOSED, UNKNOWN -> parents.remove(terminalId);
        case null -> parents.remove(terminalId);
      }
    }
  }

  void forget(UUID terminalId) {
    synchronized (parents) {
      parents.remove(terminalId);
    }
  }

  /** Begins the span of doing what was decided. */
  Stretch begin(UUID terminalId, Decision decision) {
    String name = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return traces
        .begin(Traces.Kind.INTERNAL, "reconcile", does(decision) ? parent(terminalId) : null)
        .tag("terminal", terminalId)
        .tag("decision", name);
  }

  private @Nullable TraceParent parent(UUID terminalId) {
    synchronized (parents) {
      return parents.get(terminalId);
    }
  }

  private static boolean does(Decision decision) {
    return switch (decision) {
      case Decision.Apply apply -> true;
      case Decision.Renew renew -> true;
      case Decision.Delete delete -> true;
      case Decision.Report report -> true;
      case Decision.LookAgain later -> false;
      case Decision.Nothing nothing -> false;
    };
  }
}
