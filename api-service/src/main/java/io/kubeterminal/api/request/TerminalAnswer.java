package io.kubeterminal.api.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A terminal as callers see it. What is not known yet is left out.
 *
 * @param user what its shell calls its user
 * @param endsBy when it ends however busy it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TerminalAnswer(
    UUID terminalId,
    Phase state,
    CreationProgress step,
    @Nullable String endPoint,
    @Nullable String url,
    String owner,
    String user,
    String namespace,
    @Nullable String image,
    int ttlSeconds,
    Instant requestedAt,
    @Nullable Instant readyAt,
    @Nullable Instant lastHeartbeat,
    @Nullable Instant expiresAt,
    @Nullable Instant endsBy,
    boolean expiring,
    @Nullable EndReason reason,
    @Nullable String message,
    @Nullable Instant endedAt) {

  static TerminalAnswer of(Terminal terminal) {
    TerminalRow row = terminal.row();
    String endPoint = row.getEndpoint() == null ? null : endPoint(row.getEndpoint());
    return new TerminalAnswer(
        row.getTerminalId(),
        row.getPhase(),
        CreationProgress.of(terminal),
        endPoint,
        endPoint == null ? null : "http://" + endPoint + "/",
        row.getOwner(),
        row.getDisplayName() == null ? row.getOwner() : row.getDisplayName(),
        row.getNamespace(),
        row.getImage(),
        row.getTtlSeconds(),
        row.getRequestedAt(),
        row.getReadyAt(),
        terminal.lastBeat(),
        terminal.expiresAt(),
        row.getLifetimeSeconds() == null
            ? null
            : row.getRequestedAt().plusSeconds(row.getLifetimeSeconds()),
        terminal.expiring(),
        row.getReason(),
        row.getMessage(),
        row.getEndedAt());
  }

  private static String endPoint(Endpoint endpoint) {
    String host = endpoint.getHost();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.getPort();
  }
}
