/** This package finds events in the log, and says who, what, when and why. */
@NullMarked
package io.kubeterminal.audit.event;

import org.jspecify.annotations.NullMarked;
