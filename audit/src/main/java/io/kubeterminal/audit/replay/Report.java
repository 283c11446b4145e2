package io.kubeterminal.audit.replay;

import io.kubeterminal.audit.event.Invisible;
import io.kubeterminal.audit.replay.Difference.Place;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to.
 *
 * @param differences the first one first; none: the rows are what the log comes to
 */
public record Report(
    Folding folding,
    int equal,
    int forgotten,
    int overdue,
    int older,
    List<Difference> differences) {

  /**
   * What was folded.
   *
   * @param rows how many the events come to
   * @param refused events that are unreadable or break the contract
   * @param ignored events that changed nothing
   */
  public record Folding(long events, int partitions, int rows, long refused, long ignored) {}

  public boolean isEqual() {
    return differences.isEmpty();
  }

  boolean mayBeLag() {
    return differences.stream().anyMatch(Difference::mayBeLag);
  }

  /** A few lines for people. */
  public String text() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(
        "%s in %s come to %s; %d refused, %d without effect."
            .formatted(
                count(folding.events, "event"),
                count(folding.partitions, "partition"),
                count(folding.rows, "row"),
                folding.refused,
                folding.ignored));
    if (overdue > 0) {
      lines.add(count(overdue, "row") + " still there though the retention is over: left out.");
    }
    if (older > 0) {
      lines.add(count(older, "row") + " from before the log begins, which was cut: not compared.");
    }
    if (isEqual()) {
      lines.add(
          "Equal: %s in terminals, %d rightly forgotten."
              .formatted(count(equal, "row"), forgotten));
    } else {
      lines.add(Invisible.named(text(differences.getFirst())));
      lines.add("%d of %s differ.".formatted(differences.size(), count(compared(), "row")));
    }
    return lines.toString();
  }

  private int compared() {
    return equal + forgotten + differences.size();
  }

  private static String text(Difference first) {
    return "Different: terminal %s, field %s: expected %s, found %s (%s; %s).%s"
        .formatted(
            first.terminal(),
            first.field(),
            first.expected(),
            first.found(),
            place("event", "terminal-events", first.partition(), first.event()),
            place("row", "terminals", first.partition(), first.live()),
            first.mayBeLag()
                ? " The provisioner may not have folded that event yet: it lags, or does not run."
                : "");
  }

  private static String place(String what, String topic, int partition, @Nullable Place place) {
    return place == null
        ? "no %s in partition %d of %s".formatted(what, partition, topic)
        : "%s at offset %d of partition %d of %s, %s"
            .formatted(what, place.offset(), partition, topic, place.time());
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
