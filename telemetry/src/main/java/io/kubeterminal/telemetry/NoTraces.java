package io.kubeterminal.telemetry;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Nobody collects spans, so there are none. */
final class NoTraces implements Traces {

  static final Stretch NOTHING =
      new Stretch() {
        @Override
        public Stretch tag(String key, Object value) {
          return this;
        }

        @Override
        public void failed(String what) {}

        @Override
        public void until(CompletionStage<?> end) {}

        @Override
        public void close() {}
      };

  @Override
  public Stretch begin(Kind kind, String name) {
    return NOTHING;
  }

  @Override
  public Stretch begin(Kind kind, String name, @Nullable TraceParent parent) {
    return NOTHING;
  }

  @Override
  public @Nullable TraceParent here() {
    return null;
  }
}
