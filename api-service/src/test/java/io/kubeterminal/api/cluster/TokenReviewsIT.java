package io.kubeterminal.api.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.ServiceAccounts;
import io.kubeterminal.api.cluster.TokenReviews.Invalid;
import io.kubeterminal.api.cluster.TokenReviews.Unanswered;
import io.kubeterminal.api.cluster.TokenReviews.Valid;
import io.kubeterminal.testing.ClusterTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real API server says whose a token is, or is not there. */
@ClusterTest
class TokenReviewsIT {

  private static final Duration BOUND = Duration.ofSeconds(4);
  private static final String ADDRESS = "kubernetes.master";

  private static ServiceAccounts people;

  @BeforeAll
  static void start() {
    people = new ServiceAccounts("ann");
  }

  @AfterAll
  static void stop() {
    people.close();
  }

  @Test
  void aTokenIsItsUsers() {
    try (TokenReviews reviews = new TokenReviews(List.of(), BOUND)) {
      assertThat(reviews.review(people.token("ann")))
          .isInstanceOfSatisfying(
              Valid.class,
              valid -> {
                assertThat(valid.username()).isEqualTo(people.username("ann"));
                assertThat(valid.groups()).contains("system:serviceaccounts:" + people.namespace);
              });
      assertThat(reviews.review("x")).isInstanceOf(Invalid.class);
      String token = people.token("ann");
      assertThat(reviews.review(token.substring(0, token.length() - 6) + "AAAAAA"))
          .isInstanceOf(Invalid.class);
    }
  }

  @Test
  void aTokenForSomebodyElseIsNone() {
    String ours = people.token("ann", "kube-terminal");
    String theirs = people.token("ann", "another");
    try (TokenReviews reviews = new TokenReviews(List.of("kube-terminal"), BOUND);
        TokenReviews ofApiServer = new TokenReviews(List.of(), BOUND)) {
      assertThat(reviews.review(ours)).isInstanceOf(Valid.class);
      assertThat(reviews.review(theirs)).isInstanceOf(Invalid.class);
      assertThat(reviews.review(people.token("ann"))).isInstanceOf(Invalid.class);
      assertThat(ofApiServer.review(ours)).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void nobodyIsThere() throws Exception {
    int dead;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = closed.getLocalPort();
    }
    assertThat(reviewAt(dead)).isInstanceOf(Unanswered.class);
  }

  @Test
  void somebodyIsThereAndSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertThat(reviewAt(silent.getLocalPort())).isInstanceOf(Unanswered.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static TokenReviews.Review reviewAt(int port) {
    System.setProperty(ADDRESS, "https://127.0.0.1:" + port);
    try (TokenReviews reviews = new TokenReviews(List.of(), BOUND)) {
      return reviews.review("any");
    } finally {
      System.clearProperty(ADDRESS);
    }
  }
}
