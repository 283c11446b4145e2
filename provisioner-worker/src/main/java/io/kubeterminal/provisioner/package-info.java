/** This package starts the provisioner-worker: its settings, its wiring, its command line. */
@NullMarked
package io.kubeterminal.provisioner;

import org.jspecify.annotations.NullMarked;
