package io.kubeterminal.provisioner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the topics, {@code terminal.topics.*}, the same for every service.
 *
 * @param partitions how many partitions a topic gets that is created
 * @param create whether missing topics are created at start; what exists keeps its settings, and
 *     differences are logged
 */
@Validated
@ConfigurationProperties("terminal.topics")
public record TopicSettings(
    @DefaultValue("12")
        @Min(value = 1, message = "must be 1 to 10000")
        @Max(value = 10_000, message = "must be 1 to 10000")
        int partitions,
    @DefaultValue("true") boolean create) {}
