package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key of a service in mode key. What a signed-in browser holds is not the key but a session
 * signed with it, so it ends by itself, and holds over a restart.
 */
final class AccessKey {

  private static final Pattern KEY = Pattern.compile("[!-~]{32,256}");
  private static final Pattern SESSION = Pattern.compile("(\\d{1,12})\\.([\\w-]{43})");

  private final byte[] key;

  AccessKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the key must be 32 to 256 printable characters without white space");
    }
    this.key = key.getBytes(UTF_8);
  }

  static AccessKey in(Path file) {
    try {
      return new AccessKey(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "terminal.auth.key-file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  boolean is(String candidate) {
    return MessageDigest.isEqual(key, candidate.getBytes(UTF_8));
  }

  String session(Instant until) {
    String end = Long.toString(until.getEpochSecond());
    return end + "." + signature(end);
  }

  boolean signed(String session, Instant now) {
    Matcher parts = SESSION.matcher(session);
    return parts.matches()
        && MessageDigest.isEqual(
            signature(parts.group(1)).getBytes(UTF_8), parts.group(2).getBytes(UTF_8))
        && now.getEpochSecond() < Long.parseLong(parts.group(1));
  }

  private String signature(String end) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(("session " + end).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }
}
