package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token that occurs nowhere else, and all the ways in which it may be written: as it is, in
 * base64 wherever it begins in what was encoded, in hexadecimal, and as part of a URL.
 */
final class Canary {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 40;

  private final String token;
  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  Canary(String token) {
    this.token = token;
    byte[] raw = token.getBytes(US_ASCII);
    forms.put("raw", raw);
    for (int before = 0; before < 3; before++) {
      String encoded = inside(raw, before);
      form("base64, " + before + " bytes before it", encoded);
      form(
          "base64url, " + before + " bytes before it", encoded.replace('+', '-').replace('/', '_'));
    }
    form("hex", HexFormat.of().formatHex(raw));
    form("HEX", HexFormat.of().withUpperCase().formatHex(raw));
    form("URL", URLEncoder.encode(token, UTF_8));
  }

  /** Another one each time; with characters that a URL does not take as they are. */
  static Canary random() {
    SecureRandom random = new SecureRandom();
    StringBuilder token = new StringBuilder("+/");
    while (token.length() < LENGTH) {
      token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Canary(token.toString());
  }

  String token() {
    return token;
  }

  /** In which forms it occurs in {@code bytes}. */
  List<String> formsIn(byte[] bytes) {
    List<String> found = new ArrayList<>();
    forms.forEach(
        (name, form) -> {
          if (contains(bytes, form)) {
            found.add(name);
          }
        });
    return found;
  }

  List<String> formsIn(String text) {
    return formsIn(text.getBytes(UTF_8));
  }

  /** The characters that depend on nothing but the token, whatever is around it. */
  private static String inside(byte[] raw, int before) {
    byte[] shifted = new byte[before + raw.length];
    System.arraycopy(raw, 0, shifted, before, raw.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int first = (before * 8 + 5) / 6;
    int last = shifted.length * 8 / 6;
    return encoded.substring(first, last);
  }

  private void form(String name, String text) {
    forms.put(name, text.getBytes(US_ASCII));
  }

  private static boolean contains(byte[] bytes, byte[] form) {
    for (int at = 0; at <= bytes.length - form.length; at++) {
      if (bytes[at] == form[0]
          && Arrays.equals(bytes, at, at + form.length, form, 0, form.length)) {
        return true;
      }
    }
    return false;
  }
}
