/**
 * This package names the topics: what each holds, how it is partitioned, cleaned up and created.
 */
@NullMarked
package io.kubeterminal.topic;

import org.jspecify.annotations.NullMarked;
