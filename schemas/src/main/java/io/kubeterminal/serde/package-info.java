/**
 * This package turns records into bytes and back: Avro in Confluent's wire format, with its
 * registry.
 */
@NullMarked
package io.kubeterminal.serde;

import org.jspecify.annotations.NullMarked;
