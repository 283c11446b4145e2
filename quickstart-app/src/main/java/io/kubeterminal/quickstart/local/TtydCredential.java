package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal wants to be shown before it opens, where ttyd looks for it: in the handshake's
 * {@code Authorization} header, and once more in the first message.
 */
final class TtydCredential {

  private final String token;

  /**
   * @param credential {@code user:password}
   */
  TtydCredential(String credential) {
    this.token = Base64.getEncoder().encodeToString(credential.getBytes(UTF_8));
  }

  boolean admitsHeader(@Nullable String authorization) {
    return same("Basic " + token, authorization);
  }

  boolean admitsToken(@Nullable String shown) {
    return same(token, shown);
  }

  /** Takes as long for a guess that is nearly right as for any other. */
  private static boolean same(String wanted, @Nullable String shown) {
    return shown != null && MessageDigest.isEqual(wanted.getBytes(UTF_8), shown.getBytes(UTF_8));
  }
}
