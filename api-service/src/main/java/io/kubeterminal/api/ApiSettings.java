package io.kubeterminal.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.api.*}.
 *
 * @param defaultWait how long POST waits for READY when the caller states no preference, at most
 *     {@code max-wait}
 * @param maxWait the longest wait a caller may ask for
 * @param rowWait how long POST waits for the row even when the caller does not want to wait, so
 *     that a GET on any replica finds what Location names
 * @param maxWaiting how many POSTs may wait at the same time; one more is answered 503
 * @param minTtl the shortest TTL a caller may ask for
 * @param maxTtl the longest TTL a caller may ask for
 * @param defaultTtl the TTL of a request that names none, from {@code min-ttl} to {@code max-ttl}
 * @param images the images a caller may name, exactly as written; none: only the provisioner's own
 * @param apiServers the API servers that a kubeconfig may name, as they are written there
 * @param maxLifetime how long a terminal lives at most, however busy it is; a caller may ask for
 *     less
 * @param credential whether a request must bring a token or kubeconfig; in a cluster {@code
 *     optional} needs {@code terminal.provisioner.revocation.enabled=false}
 * @param publishTimeout until when the broker must have acknowledged a record; below the 5 s within
 *     which a caller is told that Kafka is away
 * @param maxPublishing how many records may be on their way to the broker at the same time; one
 *     more is answered 503
 * @param beaconPeriod how often every partition gets a beacon; the reaper takes 25 s of silence for
 *     deafness
 * @param maxStreams how many event streams may be open at the same time; one more is answered 503
 * @param keepAlive how often a silent event stream gets a comment
 * @param maxPending how many requests are remembered until the provisioner's row for them is read
 * @param pendingFor how long a request is remembered at most for which no row is read
 * @param partitionCheck how often the view looks for partitions that were added
 */
@Validated
@ConfigurationProperties("terminal.api")
public record ApiSettings(
    @DefaultValue("20s") @DurationMin Duration defaultWait,
    @DefaultValue("60s") @DurationMax(minutes = 10) Duration maxWait,
    @DefaultValue("1s") @DurationMin @DurationMax(seconds = 10) Duration rowWait,
    @DefaultValue("1000") @Min(1) @Max(100_000) int maxWaiting,
    @DefaultValue("60s") @DurationMin(seconds = 60) Duration minTtl,
    @DefaultValue("24h") @DurationMax(hours = 24) Duration maxTtl,
    @DefaultValue("10m") Duration defaultTtl,
    @DefaultValue Set<String> images,
    @DefaultValue("https://kubernetes.default.svc") Set<String> apiServers,
    @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 30) Duration maxLifetime,
    @DefaultValue("required") CredentialRule credential,
    @DefaultValue("4s") @DurationMin(seconds = 1) @DurationMax(millis = 4_500)
        Duration publishTimeout,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxPublishing,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(seconds = 10) Duration beaconPeriod,
    @DefaultValue("1000") @Min(0) @Max(100_000) int maxStreams,
    @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration keepAlive,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxPending,
    @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration pendingFor,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration partitionCheck) {

  /** The least that a caller may ask for. */
  public static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(1);

  public ApiSettings {
    images = Set.copyOf(images);
    apiServers = Set.copyOf(apiServers);
    if (defaultWait.compareTo(maxWait) > 0) {
      throw new IllegalArgumentException(
          "terminal.api.default-wait must be at most terminal.api.max-wait");
    }
    if (minTtl.compareTo(defaultTtl) > 0 || defaultTtl.compareTo(maxTtl) > 0) {
      throw new IllegalArgumentException(
          "terminal.api.default-ttl must be between terminal.api.min-ttl and terminal.api.max-ttl");
    }
  }
}
