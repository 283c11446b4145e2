package io.kubeterminal.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that the provisioner and the gateway share, from which both derive what a terminal's
 * ttyd wants to be shown: {@code terminal:PASSWORD}, where PASSWORD is the HMAC-SHA256 of {@code
 * "ttyd " + terminalId} in base64url. So an open port is no open shell.
 */
public final class ShellKeys {

  public static final String FILE = "ttyd.key";

  static final String USER = "terminal";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern KEY = Pattern.compile("[!-~]{32,256}");
  private static final int BYTES = 32;
  private static final int MOST = 8;

  private final List<String> keys;

  /**
   * @param keys 1 to 8 keys of 32 to 256 printable characters, the newest first
   */
  public ShellKeys(List<String> keys) {
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new IllegalArgumentException("there must be 1 to 8 keys, one a line");
    }
    if (!keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
      throw new IllegalArgumentException(
          "each key must be 32 to 256 printable characters without white space");
    }
    this.keys = List.copyOf(keys);
  }

  /** Reads a file with one key a line, the newest first. The error never shows its content. */
  public static ShellKeys read(Path file) throws IOException {
    try {
      return new ShellKeys(
          Files.readAllLines(file, US_ASCII).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage());
    }
  }

  /**
   * Writes a new key into {@code folder}, readable by its owner alone; one that is there stays.
   *
   * @return whether a key was made
   */
  public static boolean generateInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    boolean missing = Files.notExists(file);
    if (missing) {
      SealingKeys.write(file, newKey() + "\n", "rw-------");
    }
    return missing;
  }

  /**
   * Puts a new key first in the file of {@code folder}; of those before, the newest alone still
   * opens the terminals that were made with it.
   */
  public static void rotateIn(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    String before = read(file).keys.getFirst();
    SealingKeys.write(file, newKey() + "\n" + before + "\n", "rw-------");
  }

  private static String newKey() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return base64(key);
  }

  /** What a new terminal's ttyd wants, as {@code user:password}. */
  public String credential(UUID terminalId) {
    return credential(keys.getFirst(), terminalId);
  }

  /** What a terminal's ttyd may want, by the keys that are live; the newest first. */
  public List<String> credentials(UUID terminalId) {
    return keys.stream().map(key -> credential(key, terminalId)).toList();
  }

  private static String credential(String key, UUID terminalId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(US_ASCII), ALGORITHM));
      return USER + ":" + base64(mac.doFinal(("ttyd " + terminalId).getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
