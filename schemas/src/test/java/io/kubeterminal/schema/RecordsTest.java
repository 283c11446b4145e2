package io.kubeterminal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordsTest {

  @Test
  void a_builder_fills_in_defaults_and_copies_nested_records() {
    TerminalExpired expired =
        TerminalExpired.newBuilder()
            .setTerminalId(new UUID(1, 2))
            .setExpiredAt(Instant.EPOCH)
            .build();
    assertThat(expired.getReason()).isEqualTo(EndReason.IDLE);

    TerminalReady ready =
        TerminalReady.newBuilder()
            .setTerminalId(new UUID(1, 2))
            .setEndpoint(new Endpoint("127.0.0.1", 8080))
            .setObservedAt(Instant.EPOCH)
            .build();
    assertThat(TerminalReady.newBuilder(ready).build()).isEqualTo(ready);
  }
}
