package io.kubeterminal.serde;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The registry did not answer, answered with a 5xx or with nonsense, or did not let us in: the
 * record may be fine, ask again later.
 */
public final class RegistryUnavailable extends RetriableException {

  public RegistryUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
