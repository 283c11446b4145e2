package io.kubeterminal.api.request;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How terminals get their ids, and how an id in a path is read. */
public final class TerminalIds {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private TerminalIds() {}

  /**
   * The id of a new terminal. With a key it is made of owner and key alone (a UUID of version 8,
   * RFC 9562), so that a retry names the same terminal on every replica.
   */
  static UUID of(String owner, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return UUID.randomUUID();
    }
    ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(owner + "\n" + idempotencyKey));
    long high = digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
    long low = digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** The id written in full; null when it is none (UUID.fromString would take "1-2-3-4-5"). */
  public static @Nullable UUID parse(String text) {
    return UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}
