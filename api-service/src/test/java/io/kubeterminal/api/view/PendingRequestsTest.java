package io.kubeterminal.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {

  private Instant now = ViewFeed.READY_AT;
  private final PendingRequests pending = new PendingRequests(2, Duration.ofMinutes(10), () -> now);

  @Test
  void anOldOneMakesRoom() {
    UUID first = add();
    UUID second = add();
    UUID third = add();
    assertThat(pending.find(first)).isNull();
    assertThat(pending.find(second)).isNotNull();
    assertThat(pending.find(third)).isNotNull();
  }

  @Test
  void nobodyIsRememberedForEver() {
    UUID id = add();
    now = now.plusSeconds(600);
    assertThat(pending.find(id)).isNotNull();
    now = now.plusMillis(1);
    assertThat(pending.find(id)).isNull();
  }

  private UUID add() {
    UUID id = UUID.randomUUID();
    pending.add(id, ViewFeed.requested(id));
    return id;
  }
}
