/** This package proves the services' images: as hardened pods, alone and together. */
@NullMarked
package io.kubeterminal.images;

import org.jspecify.annotations.NullMarked;
