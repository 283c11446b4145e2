package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the token that a signed-in browser keeps (a JWE, dir and A256GCM), so that neither the
 * browser nor whoever finds the cookie has the token, and no replica has to remember it.
 */
final class SessionSeal {

  private static final Pattern KEY = Pattern.compile("[!-~]{32,256}");
  private static final Pattern CONTENT = Pattern.compile("(\\d{1,12})\\.([!-~]+)");
  private static final int KEY_BYTES = 32;

  private final byte[] key;

  private SessionSeal(byte[] secret) {
    this.key = derived(secret);
  }

  /** With a key that nobody else has: what it seals ends with this process. */
  static SessionSeal random() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return new SessionSeal(secret);
  }

  static SessionSeal of(String secret) {
    if (!KEY.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "terminal.auth.session-key-file must hold 32 to 256 printable characters without white"
              + " space");
    }
    return new SessionSeal(secret.getBytes(UTF_8));
  }

  static SessionSeal in(Path file) {
    try {
      return of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "terminal.auth.session-key-file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  String seal(String token, Instant until) {
    try {
      JWEObject sealed =
          new JWEObject(
              // Tokens are long Base64 text; a cookie has little room.
              new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                  .compressionAlgorithm(CompressionAlgorithm.DEF)
                  .build(),
              new Payload(until.getEpochSecond() + "." + token));
      sealed.encrypt(new DirectEncrypter(key));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JVM has AES-GCM", e);
    }
  }

  /** The token; null: it is not from here, or was changed, or its time is over. */
  @Nullable String open(String sealed, Instant now) {
    try {
      JWEObject jwe = JWEObject.parse(sealed);
      if (!EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())) {
        return null;
      }
      jwe.decrypt(new DirectDecrypter(key));
      Matcher content = CONTENT.matcher(jwe.getPayload().toString());
      return content.matches() && now.getEpochSecond() < Long.parseLong(content.group(1))
          ? content.group(2)
          : null;
    } catch (ParseException | JOSEException | RuntimeException e) {
      return null;
    }
  }

  private static byte[] derived(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal("kube-terminal session cookie 1".getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }
}
