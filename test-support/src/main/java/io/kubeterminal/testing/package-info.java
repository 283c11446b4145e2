/**
 * This package is what the tests of all modules share: a Kafka and a registry behind an annotation,
 * the conditions for tests on a real cluster, clients that speak raw Kafka, ttyd and the API, the
 * quickstart as a process, and the list of what was skipped.
 */
@NullMarked
package io.kubeterminal.testing;

import org.jspecify.annotations.NullMarked;
