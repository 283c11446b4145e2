/** This package folds the log again, and compares what comes out with the live rows. */
@NullMarked
package io.kubeterminal.audit.replay;

import org.jspecify.annotations.NullMarked;
