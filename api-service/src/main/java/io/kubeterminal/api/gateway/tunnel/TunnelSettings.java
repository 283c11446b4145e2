package io.kubeterminal.api.gateway.tunnel;

import java.time.Duration;

/**
 * The bounds of a tunnel.
 *
 * @param bufferBytes the buffer of each direction
 * @param maxMessage bytes of a message, either way
 * @param ping how often the browser is asked for a sign of life
 * @param pongTimeout how long it may owe one, or take nothing of what is sent
 */
public record TunnelSettings(
    int bufferBytes, long maxMessage, Duration ping, Duration pongTimeout) {}
