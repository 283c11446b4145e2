package io.kubeterminal.api.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some terminals, by id.
 *
 * @param next what to give as {@code after} for the next page; left out on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TerminalPage(List<TerminalAnswer> terminals, @Nullable UUID next) {}
