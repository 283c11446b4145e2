package io.kubeterminal.api.gateway.tunnel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Knows from elsewhere when a tunnel has to end. */
public interface Overseer extends AutoCloseable {

  /** Waits, until the bound or an interrupt, for a reason to end; null: there is none yet. */
  @Nullable Ending await(Duration bound);

  @Override
  void close();
}
