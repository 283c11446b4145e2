package io.kubeterminal.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tells one sealed credential from another: the first half of the SHA-256 of what was sealed, so
 * that it says nothing of the credential inside.
 */
public final class CredentialVersion {

  private static final int BYTES = 16;

  private CredentialVersion() {}

  /** 32 hexadecimal characters. */
  public static String of(String sealedCredential) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(sealedCredential.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
