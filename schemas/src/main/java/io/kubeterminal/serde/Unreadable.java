package io.kubeterminal.serde;

import org.apache.kafka.common.errors.SerializationException;

/** These bytes will never become a record, however often they are read. */
public final class Unreadable extends SerializationException {

  public Unreadable(String message) {
    super(message);
  }

  public Unreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
