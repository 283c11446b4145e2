package io.kubeterminal.reaper;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.reaper.*}. Durations about terminals are time of the broker's clock.
 *
 * @param applicationId the name of the group, and the beginning of the names of its own topics
 * @param groupProtocol how workers share the partitions: {@code streams}, or {@code classic} for
 *     brokers before Kafka 4.2
 * @param threads how many threads of this worker share its partitions
 * @param warning how long before the end TerminalExpiring is written; at most half the TTL
 * @param maxLifetime how long a terminal lives at most from its request on, however busy it is and
 *     whatever it was requested with
 * @param tick how often deadlines are looked at (the reaper's own clock, and only for this)
 * @param workPerTick the most deadlines that are looked at in one go, in one partition
 * @param beaconFreshness how old the newest beacon may be, and how far apart two of one chain,
 *     while somebody is still said to listen; the api-service writes one every 10 s
 * @param deadBeacon how long a replica has not written a beacon when its last one is cleared
 * @param orphanBeatGrace how old a beat without a lease is when it is cleared; its row may be about
 *     to be read
 * @param startRetry how often the start is tried again while Kafka or the registry is away
 * @param closeTimeout how long stopping may take, until the last transaction is written
 */
@Validated
@ConfigurationProperties("terminal.reaper")
record ReaperSettings(
    @DefaultValue("kube-terminal-reaper")
        @Pattern(
            regexp = "[a-zA-Z0-9._-]{1,100}",
            message = "must be 1 to 100 letters, digits, dots, underscores or hyphens")
        String applicationId,
    @DefaultValue("streams")
        @Pattern(regexp = "streams|classic", message = "must be streams or classic")
        String groupProtocol,
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("2m") @DurationMin(seconds = 0) @DurationMax(days = 1) Duration warning,
    @DefaultValue("30d") @DurationMin(minutes = 1) @DurationMax(days = 30) Duration maxLifetime,
    @DefaultValue("100ms") @DurationMin(millis = 10) @DurationMax(seconds = 10) Duration tick,
    @DefaultValue("200") @Min(1) @Max(100_000) int workPerTick,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration beaconFreshness,
    @DefaultValue("10m") @DurationMin(minutes = 1) @DurationMax(days = 1) Duration deadBeacon,
    @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration orphanBeatGrace,
    @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration startRetry,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration closeTimeout) {

  Silence silence() {
    return new Silence(warning, beaconFreshness);
  }
}
