package io.kubeterminal.api.security;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code terminal.auth.*}.
 *
 * @param mode none or key
 * @param keyFile the file that holds the key, 32 to 256 printable characters; needed for mode key
 * @param user whose terminals they are, in mode key
 * @param session how long a browser stays signed in
 * @param origins where pages may come from, as {@code https://host[:port]}; none: only from the
 *     address that the request itself was sent to
 */
@Validated
@ConfigurationProperties("terminal.auth")
record AuthSettings(
    @DefaultValue("none") AuthMode mode,
    @Nullable Path keyFile,
    @DefaultValue("me")
        @Pattern(
            regexp = "[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}",
            message = "must be 1 to 63 characters: a letter or digit, then also . _ @ : -")
        String user,
    @DefaultValue("12h") @DurationMin(minutes = 1) @DurationMax(days = 30) Duration session,
    @DefaultValue Set<String> origins) {

  AuthSettings {
    origins = Set.copyOf(origins);
    if (mode == AuthMode.KEY && keyFile == null) {
      throw new IllegalArgumentException(
          "terminal.auth.mode=key needs terminal.auth.key-file, the path of a file with the key");
    }
    for (String origin : origins) {
      if (!origin.matches("https?://[^/?#@\\s]+")) {
        throw new IllegalArgumentException(
            "terminal.auth.origins must be a list of http(s)://host[:port], without a path");
      }
    }
  }
}
