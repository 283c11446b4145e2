package io.kubeterminal.audit.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubeterminal.fold.Reading;
import io.kubeterminal.schema.Endpoint;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** An event as one JSON object in one line, for programs. */
public final class JsonLine {

  /**
   * The fields that are shown as they are. Whatever else an event has is not shown, so that a new
   * field is first looked at by somebody.
   */
  static final Set<String> SHOWN =
      Set.of(
          "owner",
          "namespace",
          "credentialKind",
          "image",
          "ttlSeconds",
          "requestFingerprint",
          "displayName",
          "lifetimeSeconds",
          "requestedAt",
          "requestedBy",
          "step",
          "endpoint",
          "observedAt",
          "reason",
          "message",
          "lastBeatAt",
          "expiresAt",
          "expiredAt",
          "sealedVersion");

  /** Of this only its key's id is shown, as {@code credential}. */
  static final String SEALED = "sealedCredential";

  private JsonLine() {}

  public static String of(AuditedEvent event) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", PeopleLine.time(event.time()));
    line.put("terminal", event.terminal());
    switch (event.reading()) {
      case Reading.Event read -> tell(line, read.event());
      case Reading.Refused refused -> line.put("refused", refused.reason());
    }
    line.put("partition", event.partition());
    line.put("offset", event.offset());
    return Invisible.escaped(line.toString());
  }

  private static void tell(ObjectNode line, SpecificRecord event) {
    line.put("event", event.getSchema().getName());
    line.put("who", EventText.who(event));
    line.put("why", EventText.why(event));
    ObjectNode data = line.putObject("data");
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      if (value != null && SEALED.equals(field.name())) {
        data.put("credential", SealedCredential.shown(value.toString()));
      } else if (value != null && SHOWN.contains(field.name())) {
        put(data, field.name(), value);
      }
    }
  }

  private static void put(ObjectNode data, String name, Object value) {
    switch (value) {
      case Integer number -> data.put(name, number);
      case Endpoint endpoint ->
          data.putObject(name).put("host", endpoint.getHost()).put("port", endpoint.getPort());
      default -> data.put(name, value.toString());
    }
  }
}
