/**
 * This package runs everything in one JVM on loopback: Kafka, the schema registry, the three
 * services, and terminals on this machine or in the current cluster.
 */
@NullMarked
package io.kubeterminal.quickstart;

import org.jspecify.annotations.NullMarked;
