/**
 * This package tells who calls: it lets in whoever proves who he is, and keeps other origins out.
 */
@NullMarked
package io.kubeterminal.api.security;

import org.jspecify.annotations.NullMarked;
