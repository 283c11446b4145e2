package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAnswerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | secrets "t" is forbidden: exceeded quota: tight, requested: secrets=1           | final
          403 | pods "t" is forbidden: maximum cpu usage per Container is 1                     | final
          403 | admission webhook "policy.example.com" denied the request: no such image        | final
          400 | admission webhook "policy.example.com" denied the request: no such image        | final
          422 | Deployment.apps "t" is invalid: spec.selector: field is immutable               | final
          413 | Request entity too large                                                        | final
          403 | secrets is forbidden: User "w" cannot create resource "secrets" in API group "" | not now
          403 | secrets "t" is forbidden: User "w" cannot patch resource "secrets" in API group | not now
          403 | unable to create new content in namespace x because it is being terminated      | not now
          401 | Unauthorized                                                                    | not now
          404 | namespaces "shells" not found                                                   | not now
          409 | Operation cannot be fulfilled on resourcequotas "tight"                         | not now
          429 | too many requests                                                               | not now
          500 | failed calling webhook "policy.example.com": connection refused                 | not now
          503 | etcdserver: request timed out                                                   | not now
          """)
  void a_final_no_is_told_from_a_not_now(int code, String words, String verdict) {
    KubernetesClientException e = answer(code, words, null);
    Throwable told = catchThrowable(() -> assertThat(ApiAnswer.refusal(e)).hasMessage(words));
    if (verdict.equals("final")) {
      assertThat(told).isNull();
    } else {
      assertThat(told).isInstanceOf(ClusterUnavailable.class).hasMessage(words);
    }
  }

  @Test
  void how_long_the_server_wants_to_be_left_alone_is_kept() {
    Throwable told = catchThrowable(() -> ApiAnswer.refusal(answer(429, "slower", 7)));
    assertThat(((ClusterUnavailable) told).retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void a_server_that_does_not_answer_is_not_a_no() {
    var e =
        new KubernetesClientException(
            "Operation: [patch] for kind: [Secret] failed.",
            new IOException(new ConnectException("Connection refused")));
    assertThat(catchThrowable(() -> ApiAnswer.refusal(e)))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessage("the API server does not answer: ConnectException: Connection refused");
  }

  private static KubernetesClientException answer(int code, String words, Integer retryAfter) {
    return new KubernetesClientException(
        "Failure executing",
        code,
        new StatusBuilder()
            .withCode(code)
            .withMessage(words)
            .withNewDetails()
            .withRetryAfterSeconds(retryAfter)
            .endDetails()
            .build());
  }
}
