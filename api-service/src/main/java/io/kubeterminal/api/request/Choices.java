package io.kubeterminal.api.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.CredentialRule;
import io.kubeterminal.api.limits.LimitSettings;
import io.kubeterminal.api.security.Caller;
import java.util.List;
import java.util.Locale;

/**
 * What a caller may choose when he asks for a terminal.
 *
 * @param user whose terminal it will be
 * @param admin whether he may list and close what belongs to others
 * @param namespace where its shell starts unless he names another
 * @param images the images he may name; none: there is only one
 * @param credential required or optional: whether he must bring a token or kubeconfig; own: he need
 *     not, his own token is used
 * @param lifetimeSeconds how long a terminal lives at most, however busy it is
 */
record Choices(
    String user,
    boolean admin,
    String namespace,
    List<String> images,
    String credential,
    Ttl ttlSeconds,
    long lifetimeSeconds,
    Limits limits) {

  /** Bounds of the TTL. */
  record Ttl(@JsonProperty("default") long preset, long min, long max) {}

  /**
   * How much he may ask for.
   *
   * @param terminals at the same time
   */
  record Limits(int terminals, int createsPerMinute) {}

  static Choices of(Caller caller, boolean ownToken, ApiSettings settings, LimitSettings limits) {
    CredentialRule rule = settings.credential();
    return new Choices(
        caller.name(),
        caller.admin(),
        OpenRequestReader.DEFAULT_NAMESPACE,
        settings.images().stream().sorted().toList(),
        ownToken ? "own" : rule.name().toLowerCase(Locale.ROOT),
        new Ttl(
            settings.defaultTtl().toSeconds(),
            settings.minTtl().toSeconds(),
            settings.maxTtl().toSeconds()),
        settings.maxLifetime().toSeconds(),
        new Limits(limits.terminals(), limits.createsPerMinute()));
  }
}
