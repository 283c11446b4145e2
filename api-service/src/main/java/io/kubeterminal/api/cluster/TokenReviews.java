package io.kubeterminal.api.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server whose a token is (TokenReview): the only thing that authentication needs of
 * the cluster. It is not asked before the first token comes.
 */
public final class TokenReviews implements AutoCloseable {

  /** What the API server says of a token. */
  public sealed interface Review {}

  public record Valid(String username, List<String> groups) implements Review {}

  public record Invalid() implements Review {}

  /**
   * It says nothing.
   *
   * @param why for the log
   */
  public record Unanswered(String why) implements Review {}

  /** The API server could not ask whoever issued the token, or is not ready to. */
  private static final Pattern IN_DOUBT =
      Pattern.compile(
          "(?i)time[d ]*out|deadline|connection|unavailable|no such host|dial |EOF|fetch|webhook"
              + "|x509|too many|initialized|leader changed|canceled");

  private final List<String> audiences;
  private final Duration bound;
  private @Nullable KubernetesClient client;

  /**
   * @param audiences the token must be meant for one of them; none: for the API server
   * @param bound of connecting, and of the answer
   */
  public TokenReviews(List<String> audiences, Duration bound) {
    this.audiences = List.copyOf(audiences);
    this.bound = bound;
  }

  public Review review(String token) {
    TokenReview question =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token)
            .withAudiences(audiences)
            .endSpec()
            .build();
    try {
      return read(client().tokenReviews().create(question).getStatus());
    } catch (KubernetesClientException e) {
      // Its message may tell the request.
      return new Unanswered(
          e.getCode() > 0
              ? "the API server answers " + e.getCode()
              : "the API server cannot be reached");
    }
  }

  private Review read(@Nullable TokenReviewStatus status) {
    UserInfo user = status == null ? null : status.getUser();
    if (status != null && status.getError() != null && IN_DOUBT.matcher(status.getError()).find()) {
      return new Unanswered("the API server could not find out");
    }
    if (status == null
        || !Boolean.TRUE.equals(status.getAuthenticated())
        || user == null
        || user.getUsername() == null
        || !meantForUs(Objects.requireNonNullElse(status.getAudiences(), List.of()))) {
      return new Invalid();
    }
    return new Valid(
        user.getUsername(), List.copyOf(Objects.requireNonNullElse(user.getGroups(), List.of())));
  }

  /** An authenticator that knows no audiences names none: then the token is the API server's. */
  private boolean meantForUs(List<String> confirmed) {
    return audiences.isEmpty() || !Collections.disjoint(audiences, confirmed);
  }

  private synchronized KubernetesClient client() {
    if (client == null) {
      client = KubernetesConnection.open(bound);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
