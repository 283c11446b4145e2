/**
 * This package reaches terminals through the API server, where their pods' addresses are out of
 * reach, and is the only one of this service that talks to Kubernetes.
 */
@NullMarked
package io.kubeterminal.api.gateway.cluster;

import org.jspecify.annotations.NullMarked;
