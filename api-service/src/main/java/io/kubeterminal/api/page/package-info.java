/** This package serves the page: files that a browser needs, and the headers that guard it. */
@NullMarked
package io.kubeterminal.api.page;

import org.jspecify.annotations.NullMarked;
