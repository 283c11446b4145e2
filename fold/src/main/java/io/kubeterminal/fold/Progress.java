package io.kubeterminal.fold;

import io.kubeterminal.schema.CreationStep;
import org.jspecify.annotations.Nullable;

/** The order of the steps in which a terminal comes up. */
public final class Progress {

  private Progress() {}

  /**
   * Whether {@code step} is further than {@code reached}. A step that only a newer version knows
   * moves nothing on, and is not overtaken: it is left to the newer version.
   *
   * @param step null: nothing was seen
   * @param reached null: no step yet
   */
  public static boolean isFurther(@Nullable CreationStep step, @Nullable CreationStep reached) {
    if (step == null || step == CreationStep.UNKNOWN || reached == CreationStep.UNKNOWN) {
      return false;
    }
    return reached == null || step.compareTo(reached) > 0;
  }
}
