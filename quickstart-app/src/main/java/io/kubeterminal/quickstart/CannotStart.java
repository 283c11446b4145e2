package io.kubeterminal.quickstart;

/** Why the quickstart does not start, in one sentence for the person who started it. */
final class CannotStart extends Exception {

  CannotStart(String sentence) {
    super(sentence);
  }

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
