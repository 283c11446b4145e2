/**
 * This package says how the services are seen from outside: the spans of a trace, which are off
 * unless somebody collects them, and what a metric promises.
 */
@NullMarked
package io.kubeterminal.telemetry;

import org.jspecify.annotations.NullMarked;
