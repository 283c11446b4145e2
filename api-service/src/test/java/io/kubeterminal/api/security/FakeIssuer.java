package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A small OpenID Connect issuer, and whoever would like to be one. */
public final class FakeIssuer implements AutoCloseable {

  public static final String AUDIENCE = "kube-terminal";

  private final HttpServer server;
  final AtomicInteger asked = new AtomicInteger();
  private RSAKey key = newKey("1");
  volatile boolean away;
  volatile String says;

  public FakeIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    says = issuer();
    server.createContext(
        "/.well-known/openid-configuration",
        http ->
            answer(http, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(says, issuer())));
    server.createContext(
        "/keys",
        http -> {
          asked.incrementAndGet();
          answer(http, new JWKSet(key.toPublicJWK()).toString());
        });
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange http, String body) throws IOException {
    try (http) {
      byte[] bytes = body.getBytes(UTF_8);
      http.sendResponseHeaders(away ? 503 : 200, bytes.length);
      http.getResponseBody().write(bytes);
    }
  }

  void rotate(String id) {
    key = newKey(id);
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2_048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(AUDIENCE)
        .subject("ann")
        .claim("groups", List.of("people"))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  public String token(JWTClaimsSet claims) {
    return signed(key, key.getKeyID(), claims);
  }

  static String signed(RSAKey by, String id, JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody else's signature under the issuer's key id. */
  String forged(JWTClaimsSet claims) {
    return signed(newKey("other"), key.getKeyID(), claims);
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  /** Signed with what everybody knows, the public key, as if that were a shared secret. */
  String signedWithThePublicKey(JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
