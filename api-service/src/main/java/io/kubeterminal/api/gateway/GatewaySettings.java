package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Reach;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.api.gateway.*}.
 *
 * @param reach how the servers of terminals are reached: {@code direct}, at the address in the row;
 *     {@code port-forward}, through the API server; {@code auto}, directly and, outside a cluster
 *     where that fails and a kubeconfig is there, through port-forward
 * @param namespace where the terminals' pods are, for port-forward; as {@code
 *     terminal.provisioner.manifest.namespace}
 * @param installation whose terminals they are, for port-forward; as {@code
 *     terminal.provisioner.manifest.installation}
 * @param ticketLife how long a ticket may be used
 * @param maxTickets how many tickets may be out at the same time; one more is answered 503
 * @param maxConnections how many shells may be open at the same time on this replica; one more is
 *     answered 503
 * @param maxConnectionsPerUser how many shells of one user may be open at the same time on this
 *     replica; one more is answered 429
 * @param maxConnectionsPerTerminal how many shells of one terminal may be open at the same time on
 *     this replica; one more is answered 429
 * @param connectTimeout until when a terminal must have opened its WebSocket
 * @param bufferBytes bytes of the buffer of each direction of a shell
 * @param maxMessageBytes bytes that one WebSocket message may have, either way
 * @param ping how often a browser is asked for a sign of life
 * @param pongTimeout how long a browser may owe a sign of life, or take nothing of what is sent
 * @param beatPeriod how often what passes becomes a beat, at most, for each terminal; a quarter of
 *     the terminal's TTL where that is shorter
 * @param unattended how long after somebody typed the terminal's output alone still counts as use;
 *     0 s: not at all
 */
@Validated
@ConfigurationProperties("terminal.api.gateway")
record GatewaySettings(
    @DefaultValue("auto") Reach reach,
    @DefaultValue("default") @NotBlank String namespace,
    @DefaultValue("kube-terminal") @NotBlank String installation,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration ticketLife,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxTickets,
    @DefaultValue("2000") @Min(1) @Max(1_000_000) int maxConnections,
    @DefaultValue("100") @Min(1) @Max(1_000_000) int maxConnectionsPerUser,
    @DefaultValue("10") @Min(1) @Max(10_000) int maxConnectionsPerTerminal,
    @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration connectTimeout,
    @DefaultValue("16384") @Min(1_024) @Max(1_048_576) int bufferBytes,
    @DefaultValue("1048576") @Min(65_536) @Max(67_108_864) int maxMessageBytes,
    @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration ping,
    @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration pongTimeout,
    @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration beatPeriod,
    @DefaultValue("1h") @DurationMin @DurationMax(days = 7) Duration unattended) {}
