/**
 * This package reaches the WebSocket server inside a terminal, and nothing else there: its address
 * comes from the terminal's row, its handshake is our own.
 */
@NullMarked
package io.kubeterminal.api.gateway.inside;

import org.jspecify.annotations.NullMarked;
