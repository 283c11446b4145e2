/**
 * This package lets a browser into its terminal: a one-time ticket, a WebSocket, and the terminal's
 * own WebSocket behind it. What passes is what tells that the terminal is in use.
 */
@NullMarked
package io.kubeterminal.api.gateway;

import org.jspecify.annotations.NullMarked;
