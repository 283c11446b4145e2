package io.kubeterminal.api.gateway.tunnel;

/** Is told what passes through a tunnel; it must not wait. */
public interface Traffic {

  /** Somebody typed. */
  void typed();

  /** The terminal showed something. */
  void shown();

  /** So many bytes went to the terminal. */
  void inward(int bytes);

  /** So many bytes came from it. */
  void outward(int bytes);
}
