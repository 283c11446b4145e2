package io.kubeterminal.audit.event;

import io.kubeterminal.fold.Reading;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.avro.specific.SpecificRecord;

/** An event as a line of a table, for people. */
public final class PeopleLine {

  private static final String COLUMNS = "%-24s  %-36s  %-17s  %-16s  %s";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private PeopleLine() {}

  /** The head of the table. */
  public static String head() {
    return COLUMNS.formatted("WHEN (UTC)", "TERMINAL", "WHAT", "WHO", "WHY");
  }

  public static String of(AuditedEvent event) {
    return switch (event.reading()) {
      case Reading.Event read ->
          line(event, what(read.event()), EventText.who(read.event()), EventText.why(read.event()));
      case Reading.Refused refused ->
          line(
              event,
              "(refused)",
              "-",
              "%s; offset %d of partition %d"
                  .formatted(refused.reason(), event.offset(), event.partition()));
    };
  }

  private static String line(AuditedEvent event, String what, String who, String why) {
    String line =
        COLUMNS.formatted(
            time(event.time()),
            Invisible.named(event.terminal()),
            what,
            Invisible.named(who),
            Invisible.named(why));
    return line.stripTrailing();
  }

  /** In UTC, always with milliseconds, so that lines sort. */
  static String time(Instant time) {
    return UTC.format(time);
  }

  private static String what(SpecificRecord event) {
    return event.getSchema().getName().replaceFirst("^Terminal", "");
  }
}
