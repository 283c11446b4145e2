package io.kubeterminal.rules;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What a setting may be, by its type and by what validates it. */
record Allowed(RecordComponent component) {

  private static final Map<Duration, String> UNITS =
      Map.of(
          Duration.ofDays(1), "d",
          Duration.ofHours(1), "h",
          Duration.ofMinutes(1), "min",
          Duration.ofSeconds(1), "s",
          Duration.ofMillis(1), "ms");

  boolean isRequired() {
    return has(NotNull.class) || has(NotBlank.class);
  }

  String words() {
    Class<?> type = component.getType();
    if (type == boolean.class || type == Boolean.class) {
      return "`true`, `false`";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(value -> "`%s`".formatted(kebab(value.toString())))
          .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return range(
          "a time",
          annotation(DurationMin.class).map(Allowed::duration).map(Allowed::text),
          annotation(DurationMax.class).map(Allowed::duration).map(Allowed::text));
    }
    if (type == int.class || type == long.class) {
      return range(
          "a number",
          annotation(Min.class).map(least -> number(least.value())),
          annotation(Max.class).map(most -> number(most.value())));
    }
    return annotation(Pattern.class).map(Allowed::text).orElse(kind(type));
  }

  private static String kind(Class<?> type) {
    if (type == Map.class) {
      return "a map";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "text";
  }

  private static String range(String kind, Optional<String> least, Optional<String> most) {
    if (least.isPresent() && most.isPresent()) {
      return least.get() + " to " + most.get();
    }
    return least.map("at least "::concat).or(() -> most.map("at most "::concat)).orElse(kind);
  }

  private static String text(Pattern pattern) {
    return pattern.message().startsWith("must be ")
        ? pattern.message().substring("must be ".length())
        : "`%s`".formatted(pattern.regexp().replace("|", "\\|"));
  }

  private static Duration duration(DurationMin least) {
    return Duration.ofDays(least.days())
        .plusHours(least.hours())
        .plusMinutes(least.minutes())
        .plusSeconds(least.seconds())
        .plusMillis(least.millis())
        .plusNanos(least.nanos());
  }

  private static Duration duration(DurationMax most) {
    return Duration.ofDays(most.days())
        .plusHours(most.hours())
        .plusMinutes(most.minutes())
        .plusSeconds(most.seconds())
        .plusMillis(most.millis())
        .plusNanos(most.nanos());
  }

  /** In the largest unit that says it exactly. */
  private static String text(Duration duration) {
    return UNITS.entrySet().stream()
        .filter(unit -> !duration.isZero())
        .filter(unit -> duration.toNanos() % unit.getKey().toNanos() == 0)
        .max(Map.Entry.comparingByKey())
        .map(unit -> number(duration.dividedBy(unit.getKey())) + " " + unit.getValue())
        .orElse("0 s");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String kebab(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private boolean has(Class<? extends Annotation> type) {
    return annotation(type).isPresent();
  }

  /** Constraints are not kept at the component itself, but at its accessor. */
  private <A extends Annotation> Optional<A> annotation(Class<A> type) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(type));
  }
}
