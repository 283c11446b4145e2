/**
 * This package ends terminals that nobody uses: beats and leases in, TerminalExpiring and
 * TerminalExpired out.
 */
@NullMarked
package io.kubeterminal.reaper;

import org.jspecify.annotations.NullMarked;
