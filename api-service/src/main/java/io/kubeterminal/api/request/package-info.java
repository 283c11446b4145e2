/**
 * This package answers HTTP: it checks what callers ask for, writes it as events, and tells the
 * state of their terminals.
 */
@NullMarked
package io.kubeterminal.api.request;

import org.jspecify.annotations.NullMarked;
