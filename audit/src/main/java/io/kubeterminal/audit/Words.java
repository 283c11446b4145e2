package io.kubeterminal.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the words of a command line into times and terminals, or says what they may be. */
final class Words {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Words() {}

  /** A terminal's id. */
  static final class Terminal implements ITypeConverter<UUID> {
    @Override
    public UUID convert(String text) {
      try {
        UUID id = UUID.fromString(text);
        if (id.toString().equalsIgnoreCase(text)) {
          return id;
        }
      } catch (IllegalArgumentException notUuid) {
        // told below, with what is allowed
      }
      throw new TypeConversionException(
          "'%s' is no terminal's id: it must be a UUID of 36 characters".formatted(text));
    }
  }

  /** A moment: absolute, or so long ago. */
  static final class Moment implements ITypeConverter<Instant> {

    private final InstantSource clock;

    Moment(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
      try {
        if (AMOUNT.matcher(text).matches()) {
          return clock.instant().minus(length(text));
        }
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is no time: it must be like 2026-11-24T12:00:00Z, 2026-11-24 (UTC) or 2h (ago)"
                .formatted(text));
      }
    }
  }

  /** A length of time. */
  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!AMOUNT.matcher(text).matches()) {
        throw new TypeConversionException(
            "'%s' is no length of time: it must be like 500ms, 10s, 90m, 1h or 7d".formatted(text));
      }
      return length(text);
    }
  }

  private static Duration length(String text) {
    Matcher found = AMOUNT.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
