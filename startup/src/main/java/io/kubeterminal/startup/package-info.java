/**
 * This package says how every service begins: again and again while something that it needs is
 * away, or not at all where only a person can help, and then in words.
 */
@NullMarked
package io.kubeterminal.startup;

import org.jspecify.annotations.NullMarked;
