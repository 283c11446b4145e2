package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the cluster whether it takes a token: one request each. */
final class TokenReviews {

  /**
   * What API servers say of a token that is good no more. Whatever else they say may be about
   * themselves, or about whoever issued the token, and ends nobody's terminal.
   */
  private static final Pattern ABOUT_THE_TOKEN =
      Pattern.compile(
          "(?i)invalid bearer token|token has been invalidated|(oidc: )?token (is|has) expired.*"
              + "|(serviceaccounts?|secrets?|pods?|nodes?) \\S+ not found");

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
    return error == null || isAboutTheToken(error) ? TokenVerdict.REFUSED : TokenVerdict.UNKNOWN;
  }

  /** Several authenticators' words stand in brackets, with commas between them. */
  private static boolean isAboutTheToken(String error) {
    return Arrays.stream(error.replaceAll("^\\[|\\]$", "").split(", "))
        .allMatch(words -> words.isBlank() || ABOUT_THE_TOKEN.matcher(words.strip()).matches());
  }
}
