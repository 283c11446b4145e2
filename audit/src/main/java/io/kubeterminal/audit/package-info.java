/** This package is the command line: what is asked, and how it is answered. */
@NullMarked
package io.kubeterminal.audit;

import org.jspecify.annotations.NullMarked;
