/**
 * This package asks the API server of Kubernetes who somebody is, and makes the connections to it.
 */
@NullMarked
package io.kubeterminal.api.cluster;

import org.jspecify.annotations.NullMarked;
