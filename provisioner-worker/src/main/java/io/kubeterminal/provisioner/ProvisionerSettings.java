package io.kubeterminal.provisioner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.apache.kafka.streams.GroupProtocol;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the worker, {@code terminal.provisioner.*}.
 *
 * @param applicationId the group that shares the partitions, and the prefix of its changelog; a new
 *     name replays the whole log
 * @param groupProtocol how workers share the partitions: {@code streams}, or {@code classic} for
 *     brokers before Kafka 4.2
 * @param commitInterval how long a row may wait for its transaction
 * @param rowRetention how long a CLOSED or FAILED row is kept
 * @param forgetPerTick most rows deleted at once, 10 times a second
 * @param mirrorHeartbeats whether the last beat is written onto the Deployment, as the annotation
 *     LastHeartbeat in unix seconds, at most once a minute and terminal
 */
@Validated
@ConfigurationProperties("terminal.provisioner")
public record ProvisionerSettings(
    @DefaultValue("kube-terminal-provisioner")
        @Pattern(
            regexp = "[A-Za-z0-9._-]{1,100}",
            message = "must be 1 to 100 letters, digits and . _ -")
        String applicationId,
    @DefaultValue("streams") GroupProtocol groupProtocol,
    @DefaultValue("100ms")
        @DurationMin(millis = 10, message = "must be 10ms to 30s")
        @DurationMax(seconds = 30, message = "must be 10ms to 30s")
        Duration commitInterval,
    @DefaultValue("1h")
        @DurationMin(seconds = 1, message = "must be 1s to 365d")
        @DurationMax(days = 365, message = "must be 1s to 365d")
        Duration rowRetention,
    @DefaultValue("1000")
        @Min(value = 1, message = "must be 1 to 100000")
        @Max(value = 100_000, message = "must be 1 to 100000")
        int forgetPerTick,
    @DefaultValue("true") boolean mirrorHeartbeats) {}
