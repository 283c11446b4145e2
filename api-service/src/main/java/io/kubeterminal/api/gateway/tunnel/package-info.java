/**
 * This package carries the bytes of a WebSocket between a browser and its terminal: both directions
 * at the speed of the slower side, with no more in memory than a buffer for each.
 */
@NullMarked
package io.kubeterminal.api.gateway.tunnel;

import org.jspecify.annotations.NullMarked;
