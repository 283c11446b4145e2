/**
 * This package proves the manifests: by rules, by Kubernetes' own classes, and in a real cluster.
 */
@NullMarked
package io.kubeterminal.deploy;

import org.jspecify.annotations.NullMarked;
