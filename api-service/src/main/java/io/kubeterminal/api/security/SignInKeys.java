package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** Keys that open once: for an address that is printed, and may be seen by others later. */
@Component
public final class SignInKeys {

  static final int MOST = 16;

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Deque<byte[]> unused = new ArrayDeque<>();

  /** A new key, good for one sign-in while the service runs; the oldest one gives way to it. */
  public String issue() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (unused) {
      if (unused.size() == MOST) {
        unused.removeFirst();
      }
      unused.addLast(key.getBytes(UTF_8));
    }
    return key;
  }

  /** Whether that was an unused key; it no longer is one. */
  boolean use(String candidate) {
    byte[] bytes = candidate.getBytes(UTF_8);
    synchronized (unused) {
      for (Iterator<byte[]> keys = unused.iterator(); keys.hasNext(); ) {
        if (MessageDigest.isEqual(keys.next(), bytes)) {
          keys.remove();
          return true;
        }
      }
      return false;
    }
  }
}
