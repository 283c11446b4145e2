/** This package is the one rule of state: it folds the events of a terminal into its row. */
@NullMarked
package io.kubeterminal.fold;

import org.jspecify.annotations.NullMarked;
