/** This package reads topics and leaves no trace: no group, no commit, no topic made. */
@NullMarked
package io.kubeterminal.audit.log;

import org.jspecify.annotations.NullMarked;
