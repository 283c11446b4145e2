package io.kubeterminal.provisioner.cluster;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the worker speaks to Kubernetes. Which one: the current context of the kubeconfig, or the
 * cluster the worker runs in.
 *
 * @param requestTimeout how long one request may take
 * @param nodeHost the host in the endpoint of a terminal behind a node port; none: the address of
 *     the node its pod runs on
 * @param pollInterval how often terminals that come up or go are asked for, in case their watch
 *     says nothing
 * @param refreshInterval how often the names of all objects are listed, to find what the watches
 *     missed
 * @param reviewsTokens whether the cluster can tell if terminals' tokens are valid, because it is
 *     the one of {@code manifest.api-server}; none: if that is kubernetes.default.svc, or the URL
 *     that the worker itself uses
 * @param mirrorGroup the consumer group that mirrors heartbeats
 * @param waitingBeats how many beats may wait to be mirrored; more are dropped, for the next beat
 *     says the same
 */
@Validated
@ConfigurationProperties("terminal.provisioner.cluster")
public record ClusterSettings(
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration requestTimeout,
    @Nullable
        @Pattern(
            regexp = "[A-Za-z0-9.:-]{1,253}",
            message = "must be an IP address or host name, without port or brackets")
        String nodeHost,
    @DefaultValue("2s") @DurationMin(millis = 500) @DurationMax(minutes = 1) Duration pollInterval,
    @DefaultValue("30s") @DurationMin(seconds = 5) @DurationMax(hours = 1) Duration refreshInterval,
    @Nullable Boolean reviewsTokens,
    @DefaultValue("kube-terminal-provisioner-mirror") @NotBlank String mirrorGroup,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int waitingBeats) {}
