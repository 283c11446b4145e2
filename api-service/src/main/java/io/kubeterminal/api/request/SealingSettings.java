package io.kubeterminal.api.request;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.sealing.*}.
 *
 * @param publicKeys path of a JWK set file with the public key that credentials are sealed to;
 *     {@code generate-key} makes it together with the provisioner's private one
 */
@Validated
@ConfigurationProperties("terminal.sealing")
record SealingSettings(@NotBlank String publicKeys) {}
