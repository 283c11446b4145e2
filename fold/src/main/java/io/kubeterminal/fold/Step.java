package io.kubeterminal.fold;

import io.kubeterminal.schema.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event does to a row. */
enum Step {
  /** Nothing; it is counted. */
  IGNORE(null),
  /** The row begins. */
  OPEN(Phase.REQUESTED),
  /** It is further on its way up. */
  ADVANCE(Phase.REQUESTED),
  /** It comes up with another credential. */
  REPLACE(Phase.REQUESTED),
  /** It answers for the first time. */
  ANSWER(Phase.READY),
  /** It answers elsewhere. */
  MOVE(Phase.READY),
  /** It goes on with another credential. */
  RENEW(Phase.READY),
  /** It will end soon if nobody beats. */
  WARN(Phase.READY),
  /** Somebody ends it. */
  CLOSE(Phase.CLOSING),
  /** Silence ends it. */
  EXPIRE(Phase.CLOSING),
  /** Its objects are gone. */
  SETTLE(Phase.CLOSED),
  /** It cannot be had. */
  FAIL(Phase.FAILED);

  private final @Nullable Phase to;

  Step(@Nullable Phase to) {
    this.to = to;
  }

  /** The phase it leads to; empty when the row stays as it is. */
  Optional<Phase> to() {
    return Optional.ofNullable(to);
  }
}
