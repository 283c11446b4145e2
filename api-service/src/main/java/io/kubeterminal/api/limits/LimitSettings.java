package io.kubeterminal.api.limits;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.api.limits.*}.
 *
 * @param terminals how many terminals one owner may have at the same time, wherever they were asked
 *     for; one more is answered 429
 * @param createsPerMinute how many terminals one owner may ask of this replica in a minute; one
 *     more is answered 429
 */
@Validated
@ConfigurationProperties("terminal.api.limits")
public record LimitSettings(
    @DefaultValue("10") @Min(1) @Max(1_000) int terminals,
    @DefaultValue("30") @Min(1) @Max(10_000) int createsPerMinute) {}
