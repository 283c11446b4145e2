package io.kubeterminal.api.request;

import io.kubeterminal.api.limits.Admission;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.view.Terminal;
import java.util.UUID;

/** What became of a request for a terminal when its wait was over. */
sealed interface Opened {

  /** It can be used. */
  record Ready(Terminal terminal) implements Opened {}

  /** It is asked for, and not there yet. */
  record Requested(Terminal terminal) implements Opened {}

  /** It cannot be had. */
  record Failed(Terminal terminal) implements Opened {}

  /** It was, and is no more: closed during the wait, or an old key was used again. */
  record Ended(Terminal terminal) implements Opened {}

  /** Another request was made with the same key. */
  record Conflict(UUID terminalId) implements Opened {}

  /** The owner has, or asks for, more than he may. */
  record TooMuch(Admission why) implements Opened {}

  /** The request is not acknowledged. */
  record NotAcknowledged(Publisher.Cause cause) implements Opened {}
}
