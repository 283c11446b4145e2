package io.kubeterminal.audit.event;

import com.nimbusds.jose.JWEObject;
import java.text.ParseException;

/** All that is ever shown of a credential: that it is sealed, and to which key. */
public final class SealedCredential {

  private static final int LONGEST_KID = 64;

  private SealedCredential() {}

  /** In words, such as {@code sealed (kid 2026-11)}. */
  public static String shown(String sealed) {
    String kid = kid(sealed);
    return kid.isEmpty() ? "sealed (no kid)" : "sealed (kid " + kid + ")";
  }

  private static String kid(String sealed) {
    try {
      String kid = JWEObject.parse(sealed).getHeader().getKeyID();
      return kid == null ? "" : kid.substring(0, Math.min(kid.length(), LONGEST_KID));
    } catch (ParseException | IllegalArgumentException notJwe) {
      return "";
    }
  }
}
