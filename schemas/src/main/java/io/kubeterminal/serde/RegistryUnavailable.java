package io.kubeterminal.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer, or answered with a 5xx: the record is fine, ask again later. */
public final class RegistryUnavailable extends RetriableException {

  public RegistryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
