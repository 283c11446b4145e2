/**
 * This package seals credentials to the provisioner's public key, so that no event carries one in
 * clear.
 */
@NullMarked
package io.kubeterminal.sealing;

import org.jspecify.annotations.NullMarked;
