/** This package folds the events of terminal-events into the rows of terminals. */
@NullMarked
package io.kubeterminal.provisioner.fold;

import org.jspecify.annotations.NullMarked;
