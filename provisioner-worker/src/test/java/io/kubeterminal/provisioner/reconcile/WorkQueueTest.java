package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.reconcile.Outcome.Again;
import io.kubeterminal.provisioner.reconcile.Outcome.Done;
import io.kubeterminal.provisioner.reconcile.Outcome.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  private final ManualClock clock = new ManualClock();
  private final ManualExecutor executor = new ManualExecutor();
  private final List<String> runs = new ArrayList<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final WorkQueue<String> queue =
      new WorkQueue<>(this::work, 2, BACKOFF, executor, clock, new Random(1));

  private Outcome work(String key) {
    runs.add(key);
    return outcomes.getOrDefault(key, new Done());
  }

  private void pass(Duration time) {
    clock.pass(time);
    queue.tick();
    executor.runAll();
  }

  @Test
  void a_key_added_twice_runs_once_and_is_forgotten() {
    queue.add("a");
    queue.add("a");
    executor.runAll();
    assertThat(runs).containsExactly("a");
    assertThat(queue.size()).isZero();
  }

  @Test
  void no_more_than_the_bound_are_worked_on_at_once() {
    queue.add("a");
    queue.add("b");
    queue.add("c");
    assertThat(executor.size()).isEqualTo(2);
    assertThat(queue.depth()).isEqualTo(3);
    executor.runFirst();
    assertThat(executor.size()).isEqualTo(2);
    executor.runAll();
    assertThat(runs).containsExactly("a", "b", "c");
  }

  @Test
  void a_key_added_while_it_runs_runs_again_after_that() {
    List<String> seen = new ArrayList<>();
    var selfAdding = new AtomicReference<WorkQueue<String>>();
    selfAdding.set(
        new WorkQueue<>(
            key -> {
              seen.add(key);
              if (seen.size() == 1) {
                selfAdding.get().add(key);
                assertThat(executor.size()).isZero();
              }
              return new Done();
            },
            2,
            BACKOFF,
            executor,
            clock,
            new Random(1)));
    selfAdding.get().add("a");
    executor.runAll();
    assertThat(seen).containsExactly("a", "a");
  }

  @Test
  void a_key_is_looked_at_again_when_it_said() {
    outcomes.put("a", new Again(clock.instant().plusSeconds(5)));
    queue.add("a");
    executor.runAll();
    pass(Duration.ofMillis(4_999));
    assertThat(runs).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(runs).hasSize(2);
  }

  @Test
  void an_addition_does_not_wait_for_the_time_a_key_said() {
    outcomes.put("a", new Again(clock.instant().plusSeconds(500)));
    queue.add("a");
    executor.runAll();
    queue.add("a");
    executor.runAll();
    assertThat(runs).hasSize(2);
  }

  @Test
  void a_failing_key_waits_longer_each_time_up_to_a_bound() {
    outcomes.put("a", new Retry(null));
    queue.add("a");
    executor.runAll();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int before = runs.size();
      long waited = 0;
      while (runs.size() == before) {
        pass(Duration.ofMillis(10));
        waited += 10;
      }
      waits.add(waited);
    }
    long expected = 200;
    for (long wait : waits) {
      assertThat(wait).isBetween(expected / 2, expected + 10);
      expected = Math.min(expected * 2, 10_000);
    }
  }

  @Test
  void a_failing_key_is_left_alone_as_long_as_the_server_asked() {
    outcomes.put("a", new Retry(Duration.ofSeconds(60)));
    queue.add("a");
    executor.runAll();
    pass(Duration.ofMillis(59_999));
    assertThat(runs).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(runs).hasSize(2);
  }

  @Test
  void hearsay_does_not_shorten_the_wait_after_a_failure_but_news_does() {
    outcomes.put("a", new Retry(Duration.ofSeconds(60)));
    queue.add("a");
    executor.runAll();
    queue.add("a");
    executor.runAll();
    assertThat(runs).hasSize(1);
    queue.addAfresh("a");
    executor.runAll();
    assertThat(runs).hasSize(2);
  }

  @Test
  void a_key_whose_work_throws_is_tried_again_and_keeps_no_place() {
    var throwing =
        new WorkQueue<String>(
            key -> {
              runs.add(key);
              if (key.equals("bad")) {
                throw new IllegalStateException("planted");
              }
              return new Done();
            },
            1,
            BACKOFF,
            executor,
            clock,
            new Random(1));
    throwing.add("bad");
    throwing.add("good");
    executor.runAll();
    assertThat(runs).containsExactly("bad", "good");
    clock.pass(Duration.ofSeconds(1));
    throwing.tick();
    executor.runAll();
    assertThat(runs).containsExactly("bad", "good", "bad");
  }

  @Test
  void a_removed_key_runs_no_more() {
    outcomes.put("waiting", new Again(clock.instant().plusSeconds(1)));
    queue.add("waiting");
    executor.runAll();
    queue.remove("waiting");
    queue.add("starting");
    queue.remove("starting");
    executor.runAll();
    pass(Duration.ofSeconds(2));
    assertThat(runs).containsExactly("waiting");
    assertThat(queue.size()).isZero();
  }

  @Test
  void a_key_removed_and_added_while_it_runs_never_runs_twice_at_once() {
    var removing = new AtomicReference<WorkQueue<String>>();
    removing.set(
        new WorkQueue<>(
            key -> {
              runs.add(key);
              if (runs.size() == 1) {
                removing.get().remove(key);
                removing.get().addAfresh(key);
                assertThat(executor.size()).isZero();
              }
              return new Done();
            },
            2,
            BACKOFF,
            executor,
            clock,
            new Random(1)));
    removing.get().add("a");
    executor.runAll();
    assertThat(runs).containsExactly("a", "a");
    assertThat(removing.get().size()).isZero();
  }

  @Test
  void a_closed_queue_begins_nothing() {
    queue.close();
    queue.add("a");
    assertThat(executor.size()).isZero();
  }

  @Test
  void with_real_threads_no_key_is_run_twice_at_once_and_none_is_lost() throws Exception {
    Map<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
    Map<Integer, AtomicInteger> done = new ConcurrentHashMap<>();
    AtomicInteger twice = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var real =
          new WorkQueue<Integer>(
              key -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                if (inside.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet() > 1) {
                  twice.incrementAndGet();
                }
                Thread.yield();
                done.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
                inside.get(key).decrementAndGet();
                now.decrementAndGet();
                return new Done();
              },
              8,
              BACKOFF,
              threads,
              clock,
              new Random(1));
      for (int round = 0; round < 200; round++) {
        for (int key = 0; key < 50; key++) {
          real.add(key);
        }
      }
      await().atMost(10, TimeUnit.SECONDS).until(() -> real.size() == 0);
    }
    assertThat(twice).hasValue(0);
    assertThat(most.get()).isBetween(1, 8);
    assertThat(done).hasSize(50);
  }
}
