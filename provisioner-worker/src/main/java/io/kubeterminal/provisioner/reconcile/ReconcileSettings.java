package io.kubeterminal.provisioner.reconcile;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rows and cluster are brought in line.
 *
 * @param atOnce how many terminals are worked on at once, 1 to 256; each makes at most three
 *     requests to the API server at a time
 * @param firstRetry how long a terminal waits after its first failure, 10 ms to 1 min
 * @param longestRetry how long it waits at most, 100 ms to 10 min
 * @param sweepInterval how often every row and every terminal of the cluster is looked at, 1 s to 1
 *     h; an object without a row is removed when it is found so twice
 * @param reportAgain after how long something reported is reported again if its row has not
 *     changed, 1 s to 10 min
 * @param provisionTimeout how long a terminal may take to become ready, from when its Deployment is
 *     there, 1 s to 1 h
 * @param imagePatience how long an image may be missing, 0 s to 1 h; the default lets the kubelet
 *     try twice
 * @param schedulingPatience how long no node may take the pod, 0 s to 1 h
 * @param refusalPatience how long the API server may refuse the pod, 0 s to 1 h
 * @param crashPatience how long a container may end again and again, 0 s to 1 h
 * @param restarts of a container that was never ready, after which its terminal has failed, 1 to
 *     100
 * @param nodePatience how long a node may not answer, 0 s to 1 h
 */
@Validated
@ConfigurationProperties("terminal.provisioner.reconcile")
public record ReconcileSettings(
    @DefaultValue("8") @Min(1) @Max(256) int atOnce,
    @DefaultValue("200ms") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration firstRetry,
    @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration longestRetry,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration sweepInterval,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration reportAgain,
    @DefaultValue("3m") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration provisionTimeout,
    @DefaultValue("15s") @DurationMin(seconds = 0) @DurationMax(hours = 1) Duration imagePatience,
    @DefaultValue("1m") @DurationMin(seconds = 0) @DurationMax(hours = 1)
        Duration schedulingPatience,
    @DefaultValue("5s") @DurationMin(seconds = 0) @DurationMax(hours = 1) Duration refusalPatience,
    @DefaultValue("1m") @DurationMin(seconds = 0) @DurationMax(hours = 1) Duration crashPatience,
    @DefaultValue("3") @Min(1) @Max(100) int restarts,
    @DefaultValue("2m") @DurationMin(seconds = 0) @DurationMax(hours = 1) Duration nodePatience) {

  Limits limits() {
    return new Limits(
        provisionTimeout,
        imagePatience,
        schedulingPatience,
        refusalPatience,
        crashPatience,
        restarts,
        nodePatience);
  }

  Backoff backoff() {
    return new Backoff(firstRetry, longestRetry);
  }
}
