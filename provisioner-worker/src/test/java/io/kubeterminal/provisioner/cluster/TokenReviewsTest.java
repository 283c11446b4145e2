package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answer of a TokenReview says of the token. */
class TokenReviewsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "true, null, ACCEPTED",
        "false, null, REFUSED",
        "null, null, REFUSED",
        "null, invalid bearer token, REFUSED",
        "null, '[invalid bearer token, Token has been invalidated]', REFUSED",
        "null, '[invalid bearer token, serviceaccounts \"ann\" not found]', REFUSED",
        "null, '[invalid bearer token, oidc: token is expired]', REFUSED",
        "null, 'Post \"https://idp\": context deadline exceeded', UNKNOWN",
        "null, 'dial tcp 10.0.0.1:443: connect: connection refused', UNKNOWN",
        "null, 'oidc: failed to fetch keys', UNKNOWN",
        "null, 'failed to call the webhook', UNKNOWN",
        "null, 'oidc: verifier not initialized for issuer \"https://idp\"', UNKNOWN",
        "null, '[invalid bearer token, oidc: authenticator is not initialized]', UNKNOWN",
        "null, 'etcdserver: leader changed', UNKNOWN",
        "null, 'context canceled', UNKNOWN",
      })
  void only_words_about_the_token_count(Boolean authenticated, String error, TokenVerdict verdict) {
    TokenReviewStatus status = new TokenReviewStatus();
    status.setAuthenticated(authenticated);
    status.setError(error);
    assertThat(TokenReviews.verdict(status)).isEqualTo(verdict);
  }

  @Test
  void no_answer_is_none() {
    assertThat(TokenReviews.verdict(null)).isEqualTo(TokenVerdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://kubernetes.default.svc, https://127.0.0.1:6443/, true",
    "https://kubernetes.default.svc.cluster.local:443, https://127.0.0.1:6443/, true",
    "https://kubernetes.default, https://127.0.0.1:6443/, true",
    "https://10.0.0.1:6443, https://10.0.0.1:6443/, true",
    "https://10.0.0.1:6443, https://10.0.0.2:6443/, false",
    "https://kubernetes.example.com, https://127.0.0.1:6443/, false",
    "https://other.example.com, https://127.0.0.1:6443/, false",
  })
  void tokens_of_another_cluster_are_not_reviewed(String apiServer, String own, boolean same) {
    assertThat(TokenReviews.same(apiServer, own)).isEqualTo(same);
  }
}
