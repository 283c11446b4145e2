package io.kubeterminal.api.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that are out. Each opens one shell, once, of one terminal for one caller. Only their
 * digests are kept, in this replica's memory.
 */
final class Tickets {

  private record Ticket(UUID terminalId, String caller, Instant until) {}

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Duration life;
  private final int most;
  private final InstantSource clock;

  /** In the order in which they expire. */
  private final Map<String, Ticket> out = new LinkedHashMap<>();

  Tickets(Duration life, int most, InstantSource clock) {
    this.life = life;
    this.most = most;
    this.clock = clock;
  }

  Duration life() {
    return life;
  }

  /** A new ticket; null: as many as may be are out. */
  synchronized @Nullable String issue(UUID terminalId, String caller) {
    Instant now = clock.instant();
    dropExpired(now);
    if (out.size() >= most) {
      return null;
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    out.put(digest(ticket), new Ticket(terminalId, caller, now.plus(life)));
    return ticket;
  }

  /** Uses up the first of these tickets that fits; false: none does. */
  synchronized boolean redeem(Collection<String> tickets, UUID terminalId, String caller) {
    dropExpired(clock.instant());
    for (String ticket : tickets) {
      String digest = digest(ticket);
      Ticket found = out.get(digest);
      if (found != null && found.terminalId().equals(terminalId) && found.caller().equals(caller)) {
        out.remove(digest);
        return true;
      }
    }
    return false;
  }

  private void dropExpired(Instant now) {
    for (Iterator<Ticket> oldest = out.values().iterator();
        oldest.hasNext() && !now.isBefore(oldest.next().until()); ) {
      oldest.remove();
    }
  }

  private static String digest(String ticket) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
