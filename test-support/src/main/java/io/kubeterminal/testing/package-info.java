/**
 * This package is what the tests of all modules share: a Kafka and a registry behind an annotation,
 * the condition for tests on a real cluster, clients that speak raw Kafka and ttyd, and the list of
 * what was skipped.
 */
@NullMarked
package io.kubeterminal.testing;

import org.jspecify.annotations.NullMarked;
