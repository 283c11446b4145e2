package io.kubeterminal.provisioner;

import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Notes each span by its name and number, behind the number of its parent; of one thread. */
public final class NotedTraces implements Traces {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-%016x-01";

  private final Deque<TraceParent> open = new ArrayDeque<>();
  private final List<String> noted = new ArrayList<>();
  private int spans;

  /** Where span {@code number} is. */
  public static TraceParent at(int number) {
    return new TraceParent(TRACE.formatted(number));
  }

  public List<String> noted() {
    return noted;
  }

  @Override
  public Stretch begin(Kind kind, String name) {
    throw new UnsupportedOperationException("nothing here begins a trace");
  }

  @Override
  public Stretch begin(Kind kind, String name, @Nullable TraceParent parent) {
    if (parent == null) {
      return Traces.OFF.begin(kind, name, null);
    }
    int number = 100 + ++spans;
    int before = Integer.parseInt(parent.text().substring(36, 52), 16);
    noted.add(before + " > " + number + " " + name);
    open.push(at(number));
    return new Stretch() {
      @Override
      public Stretch tag(String key, Object value) {
        return this;
      }

      @Override
      public void failed(String what) {
        noted.add(number + " failed: " + what);
      }

      @Override
      public void until(CompletionStage<?> end) {}

      @Override
      public void close() {
        open.pop();
      }
    };
  }

  @Override
  public @Nullable TraceParent here() {
    return open.peek();
  }
}
