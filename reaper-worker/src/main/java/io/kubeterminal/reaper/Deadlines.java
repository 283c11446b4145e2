package io.kubeterminal.reaper;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * When to look at which terminal next, earliest first: a binary heap in three arrays, 24 bytes an
 * entry. Nothing is looked up or moved in it when a beat arrives; an entry that falls due is looked
 * at, and put back or removed.
 */
final class Deadlines {

  private long[] due = new long[16];
  private long[] high = new long[16];
  private long[] low = new long[16];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  boolean isDue(long now) {
    return size > 0 && due[0] <= now;
  }

  UUID first() {
    if (size == 0) {
      throw new NoSuchElementException("there is no deadline");
    }
    return new UUID(high[0], low[0]);
  }

  void add(long at, UUID id) {
    if (size == due.length) {
      grow();
    }
    int hole = size++;
    while (hole > 0 && due[(hole - 1) / 2] > at) {
      copy((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    set(hole, at, id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Puts the first entry back at another time. */
  void moveFirst(long at) {
    sink(at, high[0], low[0]);
  }

  void removeFirst() {
    first();
    size--;
    if (size > 0) {
      sink(due[size], high[size], low[size]);
    }
  }

  /** Fills the hole at the top with an entry that belongs there or further down. */
  private void sink(long at, long idHigh, long idLow) {
    int hole = 0;
    for (int child = smallerChild(hole); child < size && due[child] < at; ) {
      copy(child, hole);
      hole = child;
      child = smallerChild(hole);
    }
    set(hole, at, idHigh, idLow);
  }

  private int smallerChild(int parent) {
    int left = 2 * parent + 1;
    return left + 1 < size && due[left + 1] < due[left] ? left + 1 : left;
  }

  private void copy(int from, int to) {
    set(to, due[from], high[from], low[from]);
  }

  private void set(int at, long time, long idHigh, long idLow) {
    due[at] = time;
    high[at] = idHigh;
    low[at] = idLow;
  }

  private void grow() {
    int capacity = size + (size >> 1);
    due = Arrays.copyOf(due, capacity);
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }
}
