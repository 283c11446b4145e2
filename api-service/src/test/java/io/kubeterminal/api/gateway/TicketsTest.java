package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketsTest {

  private static final UUID TERMINAL = UUID.randomUUID();

  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final Tickets tickets = new Tickets(Duration.ofSeconds(30), 3, () -> now);

  @Test
  void aTicketOpensOnce() {
    String ticket = tickets.issue(TERMINAL, "ann");
    assertThat(ticket).hasSize(43);
    assertThat(tickets.redeem(List.of(ticket), TERMINAL, "ann")).isTrue();
    assertThat(tickets.redeem(List.of(ticket), TERMINAL, "ann")).isFalse();
  }

  @Test
  void onlyItsTerminalAndOnlyForItsCaller() {
    String ticket = tickets.issue(TERMINAL, "ann");
    assertThat(tickets.redeem(List.of(ticket), UUID.randomUUID(), "ann")).isFalse();
    assertThat(tickets.redeem(List.of(ticket), TERMINAL, "bob")).isFalse();
    assertThat(tickets.redeem(List.of(ticket + "x", ""), TERMINAL, "ann")).isFalse();
    assertThat(tickets.redeem(List.of(), TERMINAL, "ann")).isFalse();
    assertThat(tickets.redeem(List.of(ticket), TERMINAL, "ann")).isTrue();
  }

  @Test
  void onlyWithinItsLife() {
    String early = tickets.issue(TERMINAL, "ann");
    String late = tickets.issue(TERMINAL, "ann");
    now = now.plusMillis(29_999);
    assertThat(tickets.redeem(List.of(early), TERMINAL, "ann")).isTrue();
    now = now.plusMillis(1);
    assertThat(tickets.redeem(List.of(late), TERMINAL, "ann")).isFalse();
  }

  @Test
  void anyThatFitsIsUsedAndNoMore() {
    String first = tickets.issue(TERMINAL, "ann");
    String second = tickets.issue(TERMINAL, "ann");
    String ofAnother = tickets.issue(UUID.randomUUID(), "ann");
    assertThat(tickets.redeem(List.of("used", ofAnother, first, second), TERMINAL, "ann")).isTrue();
    assertThat(tickets.redeem(List.of(first), TERMINAL, "ann")).isFalse();
    assertThat(tickets.redeem(List.of(second), TERMINAL, "ann")).isTrue();
  }

  @Test
  void noMoreAreOutThanMayBe() {
    for (int i = 0; i < 3; i++) {
      assertThat(tickets.issue(TERMINAL, "ann")).isNotNull();
    }
    assertThat(tickets.issue(TERMINAL, "bob")).isNull();
    now = now.plusSeconds(30);
    assertThat(tickets.issue(TERMINAL, "bob")).isNotNull();
  }
}
