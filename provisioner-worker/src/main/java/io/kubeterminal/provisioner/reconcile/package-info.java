/** This package brings the cluster in line with the rows, and reports what it finds as events. */
@NullMarked
package io.kubeterminal.provisioner.reconcile;

import org.jspecify.annotations.NullMarked;
