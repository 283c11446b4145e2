package io.kubeterminal.api.request;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** What became of reading something a caller sent: a value, or what is wrong with it. */
sealed interface Reading<T> {

  record Valid<T>(T value) implements Reading<T> {}

  /**
   * @param field the field that is wrong; null: the whole
   * @param detail what is allowed, never what was sent
   */
  record Invalid<T>(ProblemCode code, @Nullable String field, String detail) implements Reading<T> {

    Problem problem() {
      return Problem.of(code, detail).in(field);
    }
  }
}
