/** This package says how many terminals one owner may have, and how fast he may ask for them. */
@NullMarked
package io.kubeterminal.api.limits;

import org.jspecify.annotations.NullMarked;
