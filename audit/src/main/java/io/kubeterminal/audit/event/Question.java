package io.kubeterminal.audit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for; what is null is not asked about.
 *
 * @param terminal those of this terminal
 * @param user those of the terminals he ever asked for, and what he asked of others'
 * @param since appended then or later
 * @param until appended before
 */
public record Question(
    @Nullable UUID terminal,
    @Nullable String user,
    @Nullable Instant since,
    @Nullable Instant until) {}
