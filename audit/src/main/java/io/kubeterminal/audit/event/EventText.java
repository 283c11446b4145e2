package io.kubeterminal.audit.event;

import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import java.time.Instant;
import java.util.StringJoiner;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** An event in words: who, and why or with what. */
final class EventText {

  private static final String PROVISIONER = "provisioner";
  private static final String REAPER = "reaper";

  private EventText() {}

  /** Whom the event names as its author, or which service alone writes such events. */
  static String who(SpecificRecord event) {
    return switch (event) {
      case TerminalRequested requested -> requested.getOwner();
      case TerminalCredentialRenewed renewed -> renewed.getRequestedBy();
      case TerminalCloseRequested close -> close.getRequestedBy();
      case TerminalProgressed _, TerminalReady _, TerminalFailed _, TerminalClosed _ -> PROVISIONER;
      case TerminalExpiring _, TerminalExpired _ -> REAPER;
      default -> throw unknown(event);
    };
  }

  /** The reason, or what the event tells; nothing of a credential. */
  static String why(SpecificRecord event) {
    return switch (event) {
      case TerminalRequested requested -> why(requested);
      case TerminalProgressed progressed -> progressed.getStep().name();
      case TerminalReady ready -> "at " + address(ready.getEndpoint());
      case TerminalCredentialRenewed renewed ->
          "credential: " + SealedCredential.shown(renewed.getSealedCredential());
      case TerminalFailed failed -> failed.getReason() + ": " + failed.getMessage();
      case TerminalCloseRequested close -> close.getReason().name();
      case TerminalExpiring expiring ->
          "%s; ends %s".formatted(silent(expiring.getLastBeatAt()), expiring.getExpiresAt());
      case TerminalExpired expired ->
          "%s: %s".formatted(expired.getReason(), silent(expired.getLastBeatAt()));
      case TerminalClosed _ -> "its objects are gone";
      default -> throw unknown(event);
    };
  }

  private static String why(TerminalRequested requested) {
    StringJoiner text = new StringJoiner(", ");
    text.add("namespace " + requested.getNamespace());
    text.add("ttl " + requested.getTtlSeconds() + " s");
    if (requested.getLifetimeSeconds() != null) {
      text.add("lifetime " + requested.getLifetimeSeconds() + " s");
    }
    if (requested.getImage() != null) {
      text.add("image " + requested.getImage());
    }
    if (requested.getDisplayName() != null) {
      text.add("as " + requested.getDisplayName());
    }
    text.add("credential: " + SealedCredential.shown(requested.getSealedCredential()));
    return text.toString();
  }

  private static String silent(@Nullable Instant lastBeatAt) {
    return lastBeatAt == null ? "no beat at all" : "no beat since " + lastBeatAt;
  }

  private static String address(Endpoint endpoint) {
    String host = endpoint.getHost();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.getPort();
  }

  private static IllegalArgumentException unknown(SpecificRecord event) {
    return new IllegalArgumentException(event.getSchema().getName() + " has no words here");
  }
}
