/** This package proves the terminal image: its scripts, its entrypoint, and it as a pod. */
@NullMarked
package io.kubeterminal.image;

import org.jspecify.annotations.NullMarked;
