package io.kubeterminal.serde;

import org.apache.kafka.common.errors.ApiException;

/** The registry understood the request and said no (4xx): an unknown id, an incompatible schema. */
public final class RegistryRefusal extends ApiException {

  private final int status;

  public RegistryRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }
}
