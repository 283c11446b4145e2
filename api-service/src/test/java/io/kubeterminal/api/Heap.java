package io.kubeterminal.api;

import java.lang.management.ManagementFactory;

/** How much of the heap is really in use. */
final class Heap {

  private static final int TIMES = 3;

  private Heap() {}

  /** After what is garbage is gone. */
  static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
