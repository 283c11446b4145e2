package io.kubeterminal.api.security;

import java.util.regex.Pattern;

/** What a username may look like that somebody else vouches for. */
final class Usernames {

  private static final Pattern FIT =
      Pattern.compile(
          "[^\\p{C}\\s]([^\\p{C}]{0,510}[^\\p{C}\\s])?", Pattern.UNICODE_CHARACTER_CLASS);

  private Usernames() {}

  /** 1 to 512 characters, no control characters, no white space at either end. */
  static boolean fit(String name) {
    return FIT.matcher(name).matches();
  }
}
