/**
 * This package says no: every refusal of the api-service is a problem (RFC 9457) with a stable
 * code, whoever refuses.
 */
@NullMarked
package io.kubeterminal.api.problem;

import org.jspecify.annotations.NullMarked;
