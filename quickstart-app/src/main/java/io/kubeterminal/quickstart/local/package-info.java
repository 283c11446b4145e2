/**
 * This package runs terminals as processes of this machine, each behind a loopback port that speaks
 * ttyd's WebSocket protocol, so that a client cannot tell them from a pod.
 */
@NullMarked
package io.kubeterminal.quickstart.local;

import org.jspecify.annotations.NullMarked;
