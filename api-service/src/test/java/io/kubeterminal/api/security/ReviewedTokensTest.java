package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.cluster.TokenReviews;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.security.Verdict.Proved;
import io.kubeterminal.api.security.Verdict.Unanswered;
import io.kubeterminal.api.security.Verdict.Unproved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReviewedTokensTest {

  private static final Duration HOLDS = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TokenReviews reviews = mock(TokenReviews.class);
  private final CountDownLatch open = new CountDownLatch(1);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ReviewedTokens tokens = tokens(HOLDS, PATIENCE);

  private ReviewedTokens tokens(Duration holds, Duration patience) {
    return new ReviewedTokens(reviews, Set.of("admins"), holds, patience, () -> now);
  }

  @AfterEach
  void letEverybodyGo() {
    open.countDown();
  }

  @Test
  void whoTheClusterKnowsIsKnown() {
    says("ann-token", valid("ann", "people"));
    says("root-token", valid("root", "people", "admins"));
    assertThat(tokens.check("ann-token")).isEqualTo(new Proved(new Caller("ann", false)));
    assertThat(tokens.check("root-token")).isEqualTo(new Proved(new Caller("root", true)));
  }

  @Test
  void anAnswerHoldsForSecondsAndIsThenAskedAgain() {
    says("t", valid("ann"));
    tokens.check("t");
    says("t", new TokenReviews.Invalid());
    now = now.plus(HOLDS).minusMillis(1);
    assertThat(tokens.check("t")).isInstanceOf(Proved.class);
    now = now.plusMillis(1);
    assertThat(tokens.check("t")).isInstanceOf(Unproved.class);
    verify(reviews, times(2)).review("t");
  }

  @Test
  void anAnswerHoldsNoLongerBecauseAnotherIsStillOut() {
    when(reviews.review("slow")).thenAnswer(call -> waited());
    CompletableFuture<Verdict> slow = later("slow");
    await().untilAsserted(() -> verify(reviews).review("slow"));
    says("t", valid("ann"));
    tokens.check("t");
    says("t", new TokenReviews.Invalid());
    now = now.plus(HOLDS);
    assertThat(tokens.check("t")).isInstanceOf(Unproved.class);
    open.countDown();
    assertThat(slow).succeedsWithin(PATIENCE).isInstanceOf(Proved.class);
  }

  @Test
  void aRefusalHoldsAsWell() {
    says("t", new TokenReviews.Invalid());
    assertThat(tokens.check("t")).isInstanceOf(Unproved.class);
    assertThat(tokens.check("t")).isInstanceOf(Unproved.class);
    verify(reviews, times(1)).review("t");
  }

  @Test
  void silenceNeverHoldsAndNeverLetsAnybodyIn() {
    says("t", new TokenReviews.Unanswered("away"));
    assertThat(tokens.check("t")).isEqualTo(new Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
    says("t", valid("ann"));
    assertThat(tokens.check("t")).isInstanceOf(Proved.class);
  }

  @Test
  void aFaultIsSilence() {
    when(reviews.review(any())).thenThrow(new IllegalStateException("t"));
    assertThat(tokens.check("t")).isEqualTo(new Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
  }

  @Test
  void whereNothingHoldsEachRequestAsks() {
    says("t", valid("ann"));
    ReviewedTokens forgetful = tokens(Duration.ZERO, PATIENCE);
    forgetful.check("t");
    forgetful.check("t");
    verify(reviews, times(2)).review("t");
  }

  @Test
  void aNameThatNobodyShouldHaveProvesNothing() {
    says("t", valid("ann\nroot"));
    assertThat(tokens.check("t")).isInstanceOf(Unproved.class);
  }

  @Test
  void nobodyIsKeptWaitingForLong() {
    when(reviews.review(any())).thenAnswer(call -> waited());
    ReviewedTokens hasty = tokens(HOLDS, Duration.ofMillis(50));
    assertThat(hasty.check("t")).isEqualTo(new Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
  }

  @Test
  void whoComesWithTheSameTokenMeanwhileSharesTheQuestion() {
    when(reviews.review("t")).thenAnswer(call -> waited());
    List<CompletableFuture<Verdict>> all =
        IntStream.range(0, 20).mapToObj(each -> later("t")).toList();
    open.countDown();
    assertThat(all)
        .allSatisfy(
            verdict -> assertThat(verdict).succeedsWithin(PATIENCE).isInstanceOf(Proved.class));
    verify(reviews, times(1)).review("t");
  }

  @Test
  void onlySoManyQuestionsAreOutAtOnce() {
    when(reviews.review(any())).thenAnswer(call -> waited());
    List<CompletableFuture<Verdict>> all =
        IntStream.range(0, ReviewedTokens.MOST_AT_ONCE)
            .mapToObj(each -> later("t" + each))
            .toList();
    await().untilAsserted(() -> verify(reviews, times(ReviewedTokens.MOST_AT_ONCE)).review(any()));
    assertThat(tokens.check("one-more")).isEqualTo(new Unanswered(ProblemCode.TOO_BUSY));
    open.countDown();
    assertThat(all)
        .allSatisfy(
            verdict -> assertThat(verdict).succeedsWithin(PATIENCE).isInstanceOf(Proved.class));
    await().until(() -> tokens.check("one-more") instanceof Proved);
  }

  @Test
  void onlySoManyAnswersAreRemembered() {
    when(reviews.review(any())).thenReturn(new TokenReviews.Invalid());
    IntStream.rangeClosed(0, ReviewedTokens.MOST_REMEMBERED)
        .forEach(each -> tokens.check("t" + each));
    tokens.check("t" + ReviewedTokens.MOST_REMEMBERED);
    verify(reviews, times(1)).review("t" + ReviewedTokens.MOST_REMEMBERED);
    tokens.check("t0");
    verify(reviews, times(2)).review("t0");
  }

  private TokenReviews.Review waited() throws InterruptedException {
    open.await();
    return valid("ann");
  }

  private CompletableFuture<Verdict> later(String token) {
    return CompletableFuture.supplyAsync(() -> tokens.check(token), Thread::startVirtualThread);
  }

  private void says(String token, TokenReviews.Review review) {
    when(reviews.review(token)).thenReturn(review);
  }

  private static TokenReviews.Valid valid(String name, String... groups) {
    return new TokenReviews.Valid(name, List.of(groups));
  }
}
