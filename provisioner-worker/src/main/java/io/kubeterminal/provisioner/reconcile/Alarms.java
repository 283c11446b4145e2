package io.kubeterminal.provisioner.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When each key is to be looked at again; one time a key. */
final class Alarms<K> {

  private record Alarm<K>(Instant at, long order, K key) {}

  private final Map<K, Alarm<K>> alarms = new HashMap<>();
  private final TreeSet<Alarm<K>> inOrder =
      new TreeSet<>(Comparator.<Alarm<K>, Instant>comparing(Alarm::at).thenComparing(Alarm::order));
  private long order;

  void set(K key, Instant at) {
    cancel(key);
    Alarm<K> alarm = new Alarm<>(at, order++, key);
    alarms.put(key, alarm);
    inOrder.add(alarm);
  }

  void cancel(K key) {
    Alarm<K> alarm = alarms.remove(key);
    if (alarm != null) {
      inOrder.remove(alarm);
    }
  }

  @Nullable Instant of(K key) {
    Alarm<K> alarm = alarms.get(key);
    return alarm == null ? null : alarm.at();
  }

  /** Takes out the keys whose time has come, the longest due first. */
  List<K> takeDue(Instant now) {
    List<K> due = new ArrayList<>();
    while (!inOrder.isEmpty() && !inOrder.first().at().isAfter(now)) {
      Alarm<K> alarm = inOrder.removeFirst();
      alarms.remove(alarm.key());
      due.add(alarm.key());
    }
    return due;
  }
}
