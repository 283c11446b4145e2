package io.kubeterminal.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one login that an embedded Kafka and its registry want to be shown: SASL/PLAIN by the one,
 * HTTP basic by the other. Both are on loopback, so that neither crosses a network in clear.
 *
 * @param password 16 to 128 of A-Z, a-z, 0-9, '-', '_'
 */
public record Login(String user, String password) {

  private static final Pattern USER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,128}");
  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  public Login {
    // Neither may hold what could end a value of a JAAS line or of a basic credential.
    if (!USER.matcher(user).matches()) {
      throw new IllegalArgumentException("the user must be 1 to 32 of a-z, 0-9 and '-'");
    }
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException(
          "the password must be 16 to 128 of A-Z, a-z, 0-9, - and _");
    }
  }

  /** What a client of Kafka sets, under Kafka's own names. */
  public Map<String, String> kafkaSettings() {
    return Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", client() + ";");
  }

  /** What a client of the registry sets, under Confluent's own names. */
  public Map<String, String> registrySettings() {
    return Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", userInfo());
  }

  /** The JAAS line of the server's side, which is also a client of itself. */
  String server() {
    return client() + " user_%s=\"%s\";".formatted(user, password);
  }

  private String client() {
    return MODULE + " username=\"%s\" password=\"%s\"".formatted(user, password);
  }

  /** Whether this {@code Authorization} header shows the login. */
  boolean admits(@Nullable String authorization) {
    byte[] wanted = ("Basic " + base64(userInfo())).getBytes(StandardCharsets.UTF_8);
    return authorization != null
        && MessageDigest.isEqual(wanted, authorization.getBytes(StandardCharsets.UTF_8));
  }

  private String userInfo() {
    return user + ":" + password;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Does not show the password. */
  @Override
  public String toString() {
    return "Login[user=" + user + "]";
  }
}
