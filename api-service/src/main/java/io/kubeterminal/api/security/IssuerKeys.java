package io.kubeterminal.api.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an OpenID Connect issuer signs with, fetched when they are needed. They hold for
 * minutes; a key that is not among them is looked for again, but not more often than every 30 s,
 * whatever tokens come.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

  static final Duration HOLD = Duration.ofMinutes(5);
  static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 512 * 1024;

  private record Fetched(JWKSet keys, Instant at) {}

  private final String issuer;
  private final InstantSource clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build();
  private @Nullable Fetched fetched;
  private Instant notBefore = Instant.MIN;

  IssuerKeys(String issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public synchronized List<JWK> get(JWKSelector wanted, @Nullable SecurityContext none)
      throws KeySourceException {
    Instant now = clock.instant();
    Fetched held = fetched;
    if (held == null || !now.isBefore(held.at().plus(HOLD))) {
      return wanted.select(fetch(now));
    }
    List<JWK> found = wanted.select(held.keys());
    return found.isEmpty() && !now.isBefore(held.at().plus(LOOK_AGAIN))
        ? wanted.select(fetch(now))
        : found;
  }

  private JWKSet fetch(Instant now) throws KeySourceException {
    if (now.isBefore(notBefore)) {
      throw new KeySourceException("the issuer did not answer a moment ago");
    }
    try {
      Map<String, Object> described =
          JSONObjectUtils.parse(
              get(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration"));
      if (!issuer.equals(described.get("issuer"))) {
        throw new IOException("the issuer calls itself otherwise");
      }
      String address = JSONObjectUtils.getString(described, "jwks_uri");
      if (address == null || issuer.startsWith("https:") && !address.startsWith("https:")) {
        throw new IOException("the issuer names no address of its keys, or an unsafe one");
      }
      JWKSet keys = JWKSet.parse(get(address));
      fetched = new Fetched(keys, now);
      return keys;
    } catch (IOException | ParseException | IllegalArgumentException e) {
      notBefore = clock.instant().plus(AFTER_FAILURE);
      throw new KeySourceException(e.getMessage(), e);
    }
  }

  private String get(String address) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create(address)).timeout(BOUND).build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("the issuer answers " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the issuer does not answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException("the issuer cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
