/**
 * This package is the program in the image that stands in for Confluent's schema registry where
 * that cannot be had; it is in nothing that is shipped.
 */
@NullMarked
package io.kubeterminal.standin;

import org.jspecify.annotations.NullMarked;
