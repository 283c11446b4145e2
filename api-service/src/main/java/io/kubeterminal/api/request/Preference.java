package io.kubeterminal.api.request;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller wants to wait, from his Prefer header (RFC 7240). */
final class Preference {

  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?");

  private Preference() {}

  /**
   * The preferred wait, at most {@code max}. {@code respond-async} alone means none; a preference
   * that cannot be understood is ignored, as the RFC asks.
   */
  static Duration wait(List<String> headers, Duration byDefault, Duration max) {
    List<String> preferences =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split("[,;]")))
            .map(preference -> preference.strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String preference : preferences) {
      Matcher wait = WAIT.matcher(preference);
      if (wait.matches()) {
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return wanted.compareTo(max) > 0 ? max : wanted;
      }
    }
    return preferences.contains("respond-async") ? Duration.ZERO : byDefault;
  }
}
