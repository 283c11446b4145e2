/**
 * This package runs a real Kafka and a schema registry inside this JVM, on loopback only, with
 * their data kept in a folder.
 */
@NullMarked
package io.kubeterminal.embedded;

import org.jspecify.annotations.NullMarked;
