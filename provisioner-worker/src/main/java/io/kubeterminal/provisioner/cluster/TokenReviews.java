package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the cluster whether it takes a token: one request each. */
final class TokenReviews {

  /** The API server could not ask whoever issued the token, which says nothing of the token. */
  private static final Pattern IN_DOUBT =
      Pattern.compile(
          "(?i)time[d ]*out|deadline|connection|unavailable|no such host|dial |EOF|fetch|webhook"
              + "|x509|too many");

  private static final Pattern IN_CLUSTER =
      Pattern.compile("kubernetes(\\.default(\\.svc(\\..+)?)?)?");

  private final KubernetesClient client;
  private final boolean ours;

  /**
   * @param ours whether it is the cluster that terminals speak to
   */
  TokenReviews(KubernetesClient client, boolean ours) {
    this.client = client;
    this.ours = ours;
  }

  static TokenReviews of(KubernetesClient client, String apiServer, ClusterSettings settings) {
    Boolean said = settings.reviewsTokens();
    boolean ours = said == null ? same(apiServer, client.getMasterUrl().toString()) : said;
    return new TokenReviews(client, ours);
  }

  static boolean same(String apiServer, String own) {
    String host = URI.create(apiServer).getHost();
    return (host != null && IN_CLUSTER.matcher(host).matches())
        || bare(apiServer).equals(bare(own));
  }

  private static String bare(String url) {
    return url.replaceFirst("/+$", "");
  }

  TokenVerdict review(String token) throws ClusterUnavailable {
    if (!ours) {
      return TokenVerdict.UNKNOWN;
    }
    try {
      TokenReview review =
          new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build();
      return verdict(client.tokenReviews().create(review).getStatus());
    } catch (KubernetesClientException e) {
      // Never the words: who knows what an error about a token quotes.
      throw new ClusterUnavailable("tokens cannot be reviewed: the answer was " + e.getCode());
    }
  }

  static TokenVerdict verdict(@Nullable TokenReviewStatus status) {
    if (status == null) {
      return TokenVerdict.UNKNOWN;
    }
    if (Boolean.TRUE.equals(status.getAuthenticated())) {
      return TokenVerdict.ACCEPTED;
    }
    String error = status.getError();
    return error != null && IN_DOUBT.matcher(error).find()
        ? TokenVerdict.UNKNOWN
        : TokenVerdict.REFUSED;
  }
}
