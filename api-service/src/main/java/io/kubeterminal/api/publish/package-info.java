/**
 * This package writes to Kafka within a bound, and says by beacons since when it has been able to.
 */
@NullMarked
package io.kubeterminal.api.publish;

import org.jspecify.annotations.NullMarked;
