package io.kubeterminal.api.limits;

import java.time.Duration;

/** Whether an owner may have one more terminal now. */
public sealed interface Admission {

  /** He may; say when it is known what became of it. */
  record Admitted() implements Admission {}

  /**
   * He has as many as he may have.
   *
   * @param again when it makes sense to ask again
   */
  record TooMany(Duration again) implements Admission {}

  /**
   * He asks too often.
   *
   * @param again when the next may be asked for
   */
  record TooOften(Duration again) implements Admission {}
}
