package io.kubeterminal.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.fold.Reading;
import io.kubeterminal.schema.TerminalRequested;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decides which events answer a question. Whose a terminal is, it learns from its request. */
final class Selection {

  private final byte @Nullable [] key;
  private final @Nullable String user;
  private final Instant since;
  private final Instant until;
  private final Set<String> terminals = new HashSet<>();

  Selection(Question question) {
    key = question.terminal() == null ? null : question.terminal().toString().getBytes(UTF_8);
    user = question.user();
    since = question.since() == null ? Instant.MIN : question.since();
    until = question.until() == null ? Instant.MAX : question.until();
  }

  /** Whether the record is worth reading; this is asked of many. */
  boolean mayAnswer(ConsumerRecord<byte[], byte[]> record) {
    return key == null || Arrays.equals(key, record.key());
  }

  /** To be asked of every event that may answer, in the log's order. */
  boolean answers(AuditedEvent event) {
    boolean his = user == null || isHis(event, user);
    return his && !event.time().isBefore(since) && event.time().isBefore(until);
  }

  private boolean isHis(AuditedEvent event, String user) {
    if (event.reading() instanceof Reading.Event(var _, SpecificRecord read)) {
      boolean asked = user.equals(EventText.who(read)) && isNamed(read);
      if (asked && read instanceof TerminalRequested) {
        terminals.add(event.terminal());
      }
      return asked || terminals.contains(event.terminal());
    }
    return terminals.contains(event.terminal());
  }

  /** A user may have the name of a service. */
  private static boolean isNamed(SpecificRecord event) {
    return event.getSchema().getField("owner") != null
        || event.getSchema().getField("requestedBy") != null;
  }
}
