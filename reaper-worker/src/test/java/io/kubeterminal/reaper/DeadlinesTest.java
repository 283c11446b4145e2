package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private final Deadlines deadlines = new Deadlines();

  @Test
  void nothingIsDueInAnEmptyOne() {
    assertThat(deadlines.isDue(Long.MAX_VALUE)).isFalse();
    assertThatThrownBy(deadlines::first).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(deadlines::removeFirst).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void isDueFromItsTimeOn() {
    deadlines.add(10, UUID.randomUUID());

    assertThat(deadlines.isDue(9)).isFalse();
    assertThat(deadlines.isDue(10)).isTrue();
  }

  @Test
  void doesWhatAPriorityQueueDoes() {
    Random random = new Random(42);
    PriorityQueue<Long> model = new PriorityQueue<>();
    for (int step = 0; step < 20_000; step++) {
      long due = random.nextLong(5_000);
      switch (model.isEmpty() ? 0 : random.nextInt(5)) {
        case 0, 1 -> {
          deadlines.add(due, new UUID(due, ~due));
          model.add(due);
        }
        case 2, 3 -> {
          // An id tells the time it was added for: nothing gets mixed up on the way.
          deadlines.removeFirst();
          model.poll();
        }
        default -> {
          UUID id = deadlines.first();
          deadlines.removeFirst();
          deadlines.add(due, new UUID(due, ~due));
          assertThat(id.getLeastSignificantBits()).isEqualTo(~id.getMostSignificantBits());
          model.poll();
          model.add(due);
        }
      }
      assertThat(deadlines.size()).isEqualTo(model.size());
      if (!model.isEmpty()) {
        assertThat(deadlines.first()).isEqualTo(new UUID(model.peek(), ~model.peek()));
        assertThat(deadlines.isDue(model.peek())).isTrue();
        assertThat(deadlines.isDue(model.peek() - 1)).isFalse();
      }
    }
  }

  @Test
  void theFirstCanBePutBack() {
    UUID early = new UUID(0, 1);
    UUID late = new UUID(0, 2);
    deadlines.add(1, early);
    deadlines.add(2, late);

    deadlines.moveFirst(3);

    assertThat(deadlines.first()).isEqualTo(late);
    deadlines.removeFirst();
    assertThat(deadlines.first()).isEqualTo(early);
    assertThat(deadlines.isDue(2)).isFalse();
    assertThat(deadlines.isDue(3)).isTrue();
  }
}
