/**
 * This package starts the api-service and holds its settings: HTTP in, events out, rows and beats
 * back as a view.
 */
@NullMarked
package io.kubeterminal.api;

import org.jspecify.annotations.NullMarked;
