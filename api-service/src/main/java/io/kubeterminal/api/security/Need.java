package io.kubeterminal.api.security;

/** What somebody wants of a terminal. */
public enum Need {
  /** To see how it is. */
  LOOK,
  /** To end it. */
  END,
  /** To be in it, or to keep it: its shell, tickets, beats, and its credential. */
  USE
}
