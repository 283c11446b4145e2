package io.kubeterminal.api.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * @param mode how callers prove who they are: {@code token-review}, a token that the cluster's API
 *     server knows; {@code oidc}, a token of an OpenID Connect issuer; {@code key}, the service's
 *     one key, for one person
 * @param keyFile path of the file that holds the key, 32 to 256 printable characters; needed in
 *     mode key
 * @param user whose terminals they are, in mode key
 * @param session how long a browser stays signed in, at most; a session also ends with its token
 * @param sessionKeyFile path of a file with 32 to 256 printable characters, the same on all
 *     replicas, from which the key of browsers' sessions is made, in modes token-review and oidc;
 *     none: a random one, and sessions end with the process
 * @param origins where pages may come from, as {@code https://host[:port]}; none: only from the
 *     address that the request itself was sent to
 * @param audiences the audiences of which a token must name one, in mode token-review; none: the
 *     API server's own
 * @param reviewCache how long what the API server said of a token holds, in mode token-review
 * @param adminGroups whose members may list and end what belongs to others, and read {@code
 *     /actuator}; they are not let into it
 * @param refusalLines how many refusals are logged in one second; more are only counted, in {@code
 *     terminal.api.refusals}
 * @param oidc the issuer, in mode oidc
 * @param printAddress the page's address as its one person's browser reaches it, as {@code
 *     http://host[:port]}, in mode key: it is printed, with a key that opens once, as soon as the
 *     service is ready; none: nothing is printed
 */
@Validated
@ConfigurationProperties("terminal.auth")
record AuthSettings(
    @DefaultValue("token-review") AuthMode mode,
    @Nullable Path keyFile,
    @DefaultValue("me")
        @Pattern(
            regexp = "[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}",
            message = "must be 1 to 63 characters: a letter or digit, then also . _ @ : -")
        String user,
    @DefaultValue("12h") @DurationMin(minutes = 1) @DurationMax(days = 30) Duration session,
    @Nullable Path sessionKeyFile,
    @DefaultValue Set<String> origins,
    @DefaultValue List<String> audiences,
    @DefaultValue("30s") @DurationMin @DurationMax(seconds = 30) Duration reviewCache,
    @DefaultValue Set<String> adminGroups,
    @DefaultValue("50") @Min(1) @Max(10_000) int refusalLines,
    @DefaultValue Oidc oidc,
    @Nullable String printAddress) {

  private static final String ORIGIN = "https?://[^/?#@\\s]+";

  /**
   * The settings {@code terminal.auth.oidc.*}.
   *
   * @param issuer the issuer's address, exactly as its tokens name it; https, or http on this
   *     machine; needed in mode oidc
   * @param audience the audience that tokens must name; needed in mode oidc
   * @param usernameClaim the claim that names the user; the owner is {@code issuer#name}, as
   *     Kubernetes calls him, or the bare address where the claim is email
   * @param groupsClaim the claim that lists the user's groups
   */
  record Oidc(
      @Nullable String issuer,
      @Nullable String audience,
      @DefaultValue("sub") String usernameClaim,
      @DefaultValue("groups") String groupsClaim) {

    private static final String SAFE =
        "(https://|http://(localhost|127\\.0\\.0\\.1|\\[::1])[:/])[^?#\\s]+";

    void check() {
      if (issuer == null || audience == null || audience.isBlank()) {
        throw new IllegalArgumentException(
            "terminal.auth.mode=oidc needs terminal.auth.oidc.issuer and"
                + " terminal.auth.oidc.audience");
      }
      if (!issuer.matches(SAFE)) {
        throw new IllegalArgumentException(
            "terminal.auth.oidc.issuer must be https://..., or http://... on this machine");
      }
    }
  }

  AuthSettings {
    origins = Set.copyOf(origins);
    audiences = List.copyOf(audiences);
    adminGroups = Set.copyOf(adminGroups);
    if (mode == AuthMode.KEY && keyFile == null) {
      throw new IllegalArgumentException(
          "terminal.auth.mode=key needs terminal.auth.key-file, the path of a file with the key");
    }
    if (mode == AuthMode.OIDC) {
      oidc.check();
    }
    for (String origin : origins) {
      if (!origin.matches(ORIGIN)) {
        throw new IllegalArgumentException(
            "terminal.auth.origins must be a list of http(s)://host[:port], without a path");
      }
    }
    if (printAddress != null && !(mode == AuthMode.KEY && printAddress.matches(ORIGIN))) {
      throw new IllegalArgumentException(
          "terminal.auth.print-address must be http(s)://host[:port], without a path, and needs"
              + " terminal.auth.mode=key");
    }
  }
}
