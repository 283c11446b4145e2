/**
 * This package applies, deletes and observes terminals where they live, and is the only one that
 * speaks to Kubernetes.
 */
@NullMarked
package io.kubeterminal.provisioner.cluster;

import org.jspecify.annotations.NullMarked;
