package io.kubeterminal.sealing;

/** A sealed credential that none of our keys opens, or that was sealed for another terminal. */
public final class CannotOpen extends Exception {

  public CannotOpen(String message) {
    super(message);
  }
}
