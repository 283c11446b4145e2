package io.kubeterminal.api.request;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the texts in a request may look like, and how that is told to whoever sent another. */
final class Bounds {

  static final int MAX_BODY_BYTES = 64 * 1024;
  static final int MAX_KUBECONFIG_BYTES = 48 * 1024;

  static final String USER_RULE =
      "1 to 63 characters: a letter or digit, then letters, digits and . _ @ : - (no two dots in a"
          + " row).";
  static final String OWNER_RULE =
      "1 to 512 characters, no control characters; or * for everybody.";
  static final String TOKEN_RULE = "1 to 16384 printable ASCII characters without white space.";
  static final String KUBECONFIG_RULE =
      "A kubeconfig document with clusters and users, at most 49152 bytes.";
  static final String NAMESPACE_RULE =
      "A DNS label: 1 to 63 lower-case letters, digits and -, no - at either end.";
  static final String KEY_RULE = "1 to 255 printable ASCII characters.";

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}");
  private static final Pattern OWNER = Pattern.compile("[^\\p{C}]{1,512}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");
  private static final Pattern TEXT = Pattern.compile("[\\t\\n\\r\\P{Cntrl}]+");

  private Bounds() {}

  static boolean isUser(String text) {
    return USER.matcher(text).matches() && !text.contains("..");
  }

  static boolean isOwner(String text) {
    return OWNER.matcher(text).matches();
  }

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Only looks for the two lists without which kubectl can do nothing; kubectl reads the rest. */
  static boolean isKubeconfig(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MAX_KUBECONFIG_BYTES
        && TEXT.matcher(text).matches()
        && text.contains("clusters")
        && text.contains("users");
  }

  static boolean isNamespace(String text) {
    return NAMESPACE.matcher(text).matches();
  }

  static boolean isIdempotencyKey(String text) {
    return KEY.matcher(text).matches() && !text.isBlank();
  }
}
