package io.kubeterminal.api.request;

/** The view does not know every terminal yet, so no answer about one would be right. */
final class NotCaughtUp extends RuntimeException {

  NotCaughtUp() {
    super("the view has not caught up", null, false, false);
  }
}
