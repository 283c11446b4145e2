package io.kubeterminal.audit.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;

/** All that is ever shown of a credential: that it is sealed, and to which key. */
public final class SealedCredential {

  private static final int LONGEST_KID = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SealedCredential() {}

  /** In words, such as {@code sealed (kid 2026-11)}. */
  public static String shown(String sealed) {
    String kid = kid(sealed);
    return kid.isEmpty() ? "sealed (no kid)" : "sealed (kid " + kid + ")";
  }

  /** The header alone is read, and no more of it than this: anybody may have written it. */
  private static String kid(String sealed) {
    int end = sealed.indexOf('.');
    try {
      byte[] header = Base64.getUrlDecoder().decode(sealed.substring(0, Math.max(0, end)));
      String kid = JSON.readTree(header).path("kid").asText("");
      return kid.substring(0, Math.min(kid.length(), LONGEST_KID));
    } catch (IOException | IllegalArgumentException notJwe) {
      return "";
    }
  }
}
