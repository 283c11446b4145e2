/** This package runs the fold, in Kafka Streams: from terminal-events to the rows of terminals. */
@NullMarked
package io.kubeterminal.provisioner.fold;

import org.jspecify.annotations.NullMarked;
