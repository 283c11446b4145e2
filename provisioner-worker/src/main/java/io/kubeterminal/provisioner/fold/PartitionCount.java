package io.kubeterminal.provisioner.fold;

import java.util.function.IntSupplier;

/** How many partitions terminal-events has; known before the first event is read. */
final class PartitionCount implements IntSupplier {

  private volatile int count;

  void found(int count) {
    this.count = count;
  }

  boolean isFound() {
    return count != 0;
  }

  @Override
  public int getAsInt() {
    if (!isFound()) {
      throw new IllegalStateException("the partitions are counted before the fold starts");
    }
    return count;
  }
}
