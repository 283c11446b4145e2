package io.kubeterminal.embedded;

import org.jspecify.annotations.Nullable;

/** One record of the registry's log; what the registry knows is the sum of them, in order. */
sealed interface RegistryEntry {

  /** {@code version} of {@code subject} is the schema {@code id}, or is deleted. */
  record Version(String subject, int version, int id, String schema, boolean deleted)
      implements RegistryEntry {}

  /** The compatibility level of {@code subject}; without one, of all subjects that have none. */
  record Level(@Nullable String subject, Compatibility compatibility) implements RegistryEntry {}
}
