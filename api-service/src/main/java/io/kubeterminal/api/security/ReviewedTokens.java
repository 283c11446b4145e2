package io.kubeterminal.api.security;

import io.kubeterminal.api.cluster.TokenReviews;
import io.kubeterminal.api.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the cluster say whose a token is, and remembers that for seconds. Tokens are remembered by
 * their digests only; what asks for the same one at the same time shares one question.
 */
final class ReviewedTokens implements TokenCheck {

  static final int MOST_REMEMBERED = 10_000;
  static final int MOST_AT_ONCE = 64;

  private static final Logger log = LoggerFactory.getLogger(ReviewedTokens.class);

  private record Asked(CompletableFuture<Verdict> answer, Instant until) {
    boolean over(Instant now) {
      return answer.isDone() && !now.isBefore(until);
    }
  }

  private final TokenReviews reviews;
  private final Set<String> adminGroups;
  private final Duration holds;
  private final Duration patience;
  private final InstantSource clock;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private volatile boolean answering = true;

  /** By digest, in the order in which they were asked, which is that of their ends. */
  private final Map<String, Asked> asked = new LinkedHashMap<>();

  /**
   * @param holds how long an answer is taken for true
   * @param patience how long a caller is kept waiting for one
   */
  ReviewedTokens(
      TokenReviews reviews,
      Set<String> adminGroups,
      Duration holds,
      Duration patience,
      InstantSource clock) {
    this.reviews = reviews;
    this.adminGroups = adminGroups;
    this.holds = holds;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Verdict check(String token) {
    CompletableFuture<Verdict> answer = answer(digest(token), token);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return unanswered("the API server does not answer in time");
    } catch (ExecutionException e) {
      return unanswered(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered("interrupted");
    }
  }

  private synchronized CompletableFuture<Verdict> answer(String digest, String token) {
    Instant now = clock.instant();
    drop(now);
    // One that has no answer yet may keep older ones from being dropped.
    Asked before = asked.get(digest);
    if (before != null && !before.over(now)) {
      return before.answer();
    }
    asked.remove(digest);
    if (!free.tryAcquire()) {
      return CompletableFuture.completedFuture(new Verdict.Unanswered(ProblemCode.TOO_BUSY));
    }
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    asked.put(digest, new Asked(answer, now.plus(holds)));
    Thread.ofVirtual().name("token-review").start(() -> ask(digest, token, answer));
    return answer;
  }

  private void drop(Instant now) {
    for (Iterator<Asked> oldest = asked.values().iterator(); oldest.hasNext(); ) {
      Asked first = oldest.next();
      if (!first.over(now) && asked.size() < MOST_REMEMBERED) {
        return;
      }
      oldest.remove();
    }
  }

  private void ask(String digest, String token, CompletableFuture<Verdict> answer) {
    try {
      Verdict verdict =
          switch (reviews.review(token)) {
            case TokenReviews.Valid valid -> proved(valid);
            case TokenReviews.Invalid invalid -> new Verdict.Unproved();
            case TokenReviews.Unanswered(String why) -> unanswered(why);
          };
      if (verdict instanceof Verdict.Unanswered) {
        forget(digest, answer);
      } else {
        answering = true;
      }
      answer.complete(verdict);
    } catch (RuntimeException e) {
      forget(digest, answer);
      answer.complete(unanswered(e.getClass().getName()));
    } finally {
      free.release();
    }
  }

  private Verdict proved(TokenReviews.Valid valid) {
    return Usernames.fit(valid.username())
        ? new Verdict.Proved(
            new Caller(valid.username(), !Collections.disjoint(adminGroups, valid.groups())))
        : new Verdict.Unproved();
  }

  private synchronized void forget(String digest, CompletableFuture<Verdict> answer) {
    asked.computeIfPresent(digest, (same, found) -> found.answer() == answer ? null : found);
  }

  /** Said once each time that answers stop. */
  private Verdict unanswered(String why) {
    if (answering) {
      answering = false;
      log.atWarn().addKeyValue("reason", why).log("Tokens cannot be reviewed");
    }
    return new Verdict.Unanswered(ProblemCode.CLUSTER_UNAVAILABLE);
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
