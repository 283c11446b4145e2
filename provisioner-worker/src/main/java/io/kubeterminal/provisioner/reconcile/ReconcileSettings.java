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
 * @param atOnce how many terminals are worked on at once; each makes at most three requests to the
 *     API server at a time
 * @param firstRetry how long a terminal waits after its first failure
 * @param longestRetry how long a terminal waits at most after further failures
 * @param sweepInterval how often every row and every terminal of the cluster is looked at; an
 *     object without a row is removed when it is found so twice
 * @param reportAgain after how long something reported is reported again if its row has not changed
 * @param provisionTimeout how long a terminal may take to become ready, from when its Deployment is
 *     there
 * @param imagePatience how long an image may be missing; the default lets the kubelet try twice
 * @param schedulingPatience how long no node may take the pod
 * @param refusalPatience how long the API server may refuse the pod
 * @param crashPatience how long a container may end again and again
 * @param restarts after how many restarts of a container that was never ready its terminal has
 *     failed
 * @param nodePatience how long a node may not answer
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
