package io.kubeterminal.provisioner;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the private sealing keys are, {@code terminal.sealing.*}.
 *
 * @param privateKeys path of a JWK set file with the private keys that open credentials; several
 *     may be live while they are rotated; {@code generate-key} makes it
 */
@Validated
@ConfigurationProperties("terminal.sealing")
public record SealingSettings(
    @NotNull(
            message =
                "must be the path of a JWK set file with private keys;"
                    + " 'java -jar provisioner-worker.jar generate-key DIR' makes one")
        Path privateKeys) {}
