package io.kubeterminal.reaper;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the topics, {@code terminal.topics.*}, the same for every service.
 *
 * @param partitions how many partitions a topic gets that is created, 1 to 10,000
 * @param create whether missing topics are created at start
 */
@Validated
@ConfigurationProperties("terminal.topics")
record TopicSettings(
    @DefaultValue("12") @Min(1) @Max(10_000) int partitions,
    @DefaultValue("true") boolean create) {}
