package io.kubeterminal.serde;

import org.apache.kafka.common.errors.ApiException;

/** The registry understood the request and said no (4xx): an unknown id, an incompatible schema. */
public final class RegistryRefusal extends ApiException {

  private final int status;
  private final int code;

  public RegistryRefusal(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The registry's own {@code error_code}, such as 40403: no such schema; 0 where it told none. */
  public int code() {
    return code;
  }

  /**
   * Something asked for is not there, in the registry's own words: not a wrong address or a proxy.
   */
  boolean isNotFound() {
    return status == 404 && code >= 40400;
  }
}
