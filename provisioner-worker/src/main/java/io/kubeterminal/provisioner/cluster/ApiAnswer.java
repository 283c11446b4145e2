package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the API server's final no from a not now.
 *
 * <p>A 403 is either: a quota or an admission rule says no to this terminal, but a right that the
 * worker lacks is an operator's mistake, which ends nobody's terminal.
 */
final class ApiAnswer {

  /** What the authorizer says: User "x" cannot create resource "secrets" in API group "" ... */
  private static final Pattern MISSING_RIGHT =
      Pattern.compile("cannot \\w+ resource|no RBAC policy|because it is being terminated");

  private static final Pattern REFUSED =
      Pattern.compile("is forbidden|denied the request|is invalid|exceeded quota");

  private ApiAnswer() {}

  /** Whether these are words of a final no, told second-hand. */
  static boolean isRefusal(String words) {
    return REFUSED.matcher(words).find() && !MISSING_RIGHT.matcher(words).find();
  }

  /**
   * The final no in {@code e}.
   *
   * @throws ClusterUnavailable if it is none
   */
  static ClusterRefusal refusal(KubernetesClientException e) throws ClusterUnavailable {
    String words = words(e);
    boolean refused =
        switch (e.getCode()) {
          case 400, 405, 406, 413, 415, 422 -> true;
          case 403 -> !MISSING_RIGHT.matcher(words).find();
          default -> false;
        };
    if (refused) {
      return new ClusterRefusal(words);
    }
    throw new ClusterUnavailable(words, retryAfter(e.getStatus()));
  }

  /** The server's own words where there are some, else what happened on the way to it. */
  static String words(KubernetesClientException e) {
    Status status = e.getStatus();
    if (status != null && status.getMessage() != null && !status.getMessage().isBlank()) {
      return status.getMessage();
    }
    if (e.getCode() > 0) {
      return "the API server answered " + e.getCode();
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "the API server does not answer: "
        + cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }

  private static @Nullable Duration retryAfter(@Nullable Status status) {
    return status == null
            || status.getDetails() == null
            || status.getDetails().getRetryAfterSeconds() == null
        ? null
        : Duration.ofSeconds(status.getDetails().getRetryAfterSeconds());
  }
}
