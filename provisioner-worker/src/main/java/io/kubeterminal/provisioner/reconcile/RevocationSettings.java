package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether terminals end when their token does. It costs one request to the API server for each
 * terminal with a token and each interval.
 *
 * @param enabled whether a terminal ends when the cluster takes its token no more
 * @param interval how often each token is looked at; one TokenReview for each
 */
@Validated
@ConfigurationProperties("terminal.provisioner.revocation")
public record RevocationSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1m")
        @DurationMin(seconds = 10, message = "must be 10s to 1h")
        @DurationMax(hours = 1, message = "must be 10s to 1h")
        Duration interval) {}
