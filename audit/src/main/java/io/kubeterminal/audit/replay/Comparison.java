package io.kubeterminal.audit.replay;

import io.kubeterminal.audit.event.SealedCredential;
import io.kubeterminal.audit.replay.Difference.Place;
import io.kubeterminal.audit.replay.LiveRows.Live;
import io.kubeterminal.audit.replay.RebuiltRows.Rebuilt;
import io.kubeterminal.fold.EndedRows;
import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Compares the rows of one partition with those its events come to. It is pure. */
final class Comparison {

  private static final String SEALED = "sealedCredential";
  private static final String WHOLE = "row";
  private static final String NOTHING = "nothing";

  /**
   * What a partition's comparison came to.
   *
   * @param equal rows that are there and equal
   * @param forgotten ended rows of the log that were rightly deleted
   * @param overdue rows whose retention is over and that are still there
   * @param older rows that began before the log does, so nothing can be said of them
   */
  record Result(List<Difference> differences, int equal, int forgotten, int overdue, int older) {}

  private final int partition;
  private final RebuiltRows rebuilt;
  private final LiveRows live;
  private final EndedRows retention;
  private final boolean truncated;
  private final Instant now;
  private final List<Difference> differences = new ArrayList<>();
  private long foldedTo = -1;
  private int equal;
  private int forgotten;
  private int overdue;
  private int older;

  private Comparison(
      int partition,
      RebuiltRows rebuilt,
      LiveRows live,
      Duration rowRetention,
      boolean truncated,
      Instant now) {
    this.partition = partition;
    this.rebuilt = rebuilt;
    this.live = live;
    this.retention = new EndedRows(rowRetention);
    this.truncated = truncated;
    this.now = now;
  }

  /**
   * @param truncated whether the log's beginning was deleted
   * @param now the clock, for rows whose deletion left no record
   */
  static Result of(
      int partition,
      RebuiltRows rebuilt,
      LiveRows live,
      Duration rowRetention,
      boolean truncated,
      Instant now) {
    return new Comparison(partition, rebuilt, live, rowRetention, truncated, now).compare();
  }

  private Result compare() {
    rebuilt.rows().forEach((terminal, row) -> compare(terminal, row, live.of("" + terminal)));
    live.rows()
        .forEach(
            (terminal, row) -> {
              if (!isRebuilt(terminal)) {
                judge(terminal, row);
              }
            });
    // Events are folded in order: a row made by a later event says this one was folded too.
    List<Difference> judged =
        differences.stream()
            .map(each -> each.mayBeLag() && isFolded(each.event()) ? each.certain() : each)
            .toList();
    return new Result(judged, equal, forgotten, overdue, older);
  }

  private boolean isRebuilt(String key) {
    try {
      UUID id = UUID.fromString(key);
      return id.toString().equals(key) && rebuilt.rows().containsKey(id);
    } catch (IllegalArgumentException notUuid) {
      return false;
    }
  }

  private void compare(UUID terminal, Rebuilt expected, @Nullable Live found) {
    if (found == null) {
      // A tombstone is compacted away one day.
      forgottenOr(retention.isOver(expected.row(), now), terminal, expected, null, NOTHING);
      return;
    }
    switch (found) {
      case Live.Row(TerminalRow row, _, _) -> {
        if (row.equals(expected.row())) {
          equal++;
          foldedTo = Math.max(foldedTo, expected.offset());
        } else {
          differ(terminal, expected, found, firstDifferent(expected.row(), row), row);
        }
      }
      case Live.Tombstone(_, Instant at) ->
          forgottenOr(
              retention.isOver(expected.row(), at), terminal, expected, found, "a tombstone");
      case Live.Broken(String reason, _, _) ->
          forgottenOr(false, terminal, expected, found, "no row (" + reason + ")");
    }
  }

  private void forgottenOr(
      boolean rightly, UUID terminal, Rebuilt expected, @Nullable Live found, String there) {
    if (rightly) {
      forgotten++;
    } else {
      String wanted = "a row in phase " + expected.row().getPhase();
      add(terminal.toString(), WHOLE, wanted, there, expected, found, isEarlier(found, expected));
    }
  }

  /** A record without a rebuilt row. */
  private void judge(String terminal, Live found) {
    switch (found) {
      case Live.Tombstone _ -> {}
      case Live.Broken broken ->
          add(terminal, WHOLE, NOTHING, "no row (" + broken.reason() + ")", null, found, false);
      case Live.Row(TerminalRow row, _, _) -> {
        if (retention.isOver(row, rebuilt.newest())) {
          overdue++;
        } else if (truncated && isOlderThanTheLog(row)) {
          older++;
        } else {
          add(terminal, WHOLE, NOTHING, "a row in phase " + row.getPhase(), null, found, false);
        }
      }
    }
  }

  private boolean isOlderThanTheLog(TerminalRow row) {
    Instant oldest = rebuilt.oldest();
    return oldest == null || row.getRequestedAt().isBefore(oldest);
  }

  private void differ(
      UUID terminal, Rebuilt expected, Live found, Schema.Field field, TerminalRow row) {
    String wanted = text(field, expected.row());
    String there = text(field, row);
    add(
        terminal.toString(),
        field.name(),
        wanted,
        there.equals(wanted) ? "another one, " + there : there,
        expected,
        found,
        isEarlier(found, expected));
  }

  private void add(
      String terminal,
      String field,
      String expected,
      String there,
      @Nullable Rebuilt event,
      @Nullable Live found,
      boolean mayBeLag) {
    differences.add(
        new Difference(
            partition,
            terminal,
            field,
            expected,
            there,
            event == null ? null : new Place(event.offset(), event.time()),
            found == null ? null : new Place(found.offset(), found.time()),
            mayBeLag));
  }

  /** Whether {@code found} may have stood there before the event. */
  private static boolean isEarlier(@Nullable Live found, Rebuilt expected) {
    return found == null || !found.time().isAfter(expected.time());
  }

  private boolean isFolded(@Nullable Place event) {
    return event != null && event.offset() < foldedTo;
  }

  private static Schema.Field firstDifferent(TerminalRow expected, TerminalRow found) {
    return TerminalRow.getClassSchema().getFields().stream()
        .filter(field -> !Objects.equals(expected.get(field.pos()), found.get(field.pos())))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Schema.Field field, TerminalRow row) {
    Object value = row.get(field.pos());
    if (value == null) {
      return NOTHING;
    }
    return SEALED.equals(field.name())
        ? SealedCredential.shown(value.toString())
        : value.toString();
  }
}
