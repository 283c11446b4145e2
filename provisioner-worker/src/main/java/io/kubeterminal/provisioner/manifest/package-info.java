/**
 * This package says which Kubernetes objects a terminal is made of: pure functions of what is
 * wanted and of settings.
 */
@NullMarked
package io.kubeterminal.provisioner.manifest;

import org.jspecify.annotations.NullMarked;
