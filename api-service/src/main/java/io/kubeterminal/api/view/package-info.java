/**
 * This package holds the latest row and beat of every terminal in memory, read from the two
 * compacted topics, and wakes whoever waits for a terminal to change.
 */
@NullMarked
package io.kubeterminal.api.view;

import org.jspecify.annotations.NullMarked;
