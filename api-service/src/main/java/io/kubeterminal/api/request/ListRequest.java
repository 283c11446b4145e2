package io.kubeterminal.api.request;

import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals a caller wants listed.
 *
 * @param user whose; null: his own; {@value #EVERYBODY}: whose he may see
 */
record ListRequest(@Nullable String user, @Nullable Phase state, @Nullable UUID after, int limit) {

  static final int MAX_LIMIT = 500;
  static final int DEFAULT_LIMIT = 100;

  /** Whose terminals are meant by nobody's name. */
  static final String EVERYBODY = "*";

  boolean wants(TerminalRow row, Caller caller) {
    return meant(user, row, caller) && (state == null || state == row.getPhase());
  }

  /** Whose terminals to look through; null: everybody's. */
  @Nullable String owner(Caller caller) {
    if (EVERYBODY.equals(user)) {
      return caller.admin() ? null : caller.name();
    }
    return user == null ? caller.name() : user;
  }

  /** Only what the caller may see, and of that only what he asks for. */
  static boolean meant(@Nullable String user, TerminalRow row, Caller caller) {
    boolean asked =
        user == null ? caller.owns(row) : user.equals(EVERYBODY) || user.equals(row.getOwner());
    return asked && (caller.admin() || caller.owns(row));
  }

  static Reading<ListRequest> read(
      @Nullable String user,
      @Nullable String state,
      @Nullable String after,
      @Nullable String limit) {
    if (user != null && !Bounds.isOwner(user)) {
      return invalid("user", Bounds.OWNER_RULE);
    }
    Phase phase = state == null ? null : phase(state);
    if (state != null && phase == null) {
      return invalid(
          "state",
          Arrays.stream(Phase.values())
              .map(Phase::name)
              .collect(Collectors.joining(", ", "One of ", ".")));
    }
    UUID behind = after == null ? null : TerminalIds.parse(after);
    if (after != null && behind == null) {
      return invalid("after", "A terminal id.");
    }
    int number = limit == null ? DEFAULT_LIMIT : number(limit);
    if (number < 1 || number > MAX_LIMIT) {
      return invalid("limit", "A whole number from 1 to %d.".formatted(MAX_LIMIT));
    }
    return new Valid<>(new ListRequest(user, phase, behind, number));
  }

  private static @Nullable Phase phase(String text) {
    return Arrays.stream(Phase.values())
        .filter(phase -> phase.name().equals(text))
        .findFirst()
        .orElse(null);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }

  private static Reading<ListRequest> invalid(String field, String detail) {
    return new Invalid<>(ProblemCode.INVALID_FIELD, field, detail);
  }
}
