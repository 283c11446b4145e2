package io.kubeterminal.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

  private static final String SOME = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Headers headers = new RecordHeaders();

  @Test
  void whatIsWrittenIsRead() {
    TraceParent.write(new TraceParent(SOME), headers);

    assertThat(TraceParent.of(headers)).isEqualTo(new TraceParent(SOME));
    assertThat(headers.toArray()).hasSize(1);
  }

  @Test
  void withoutATraceNothingIsWrittenAndNothingRead() {
    TraceParent.write(null, headers);

    assertThat(headers.toArray()).isEmpty();
    assertThat(TraceParent.of(headers)).isNull();
    headers.add(TraceParent.HEADER, null);
    assertThat(TraceParent.of(headers)).isNull();
  }

  /** Whoever writes to Kafka may write anything there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-'); drop table traces; --aaaaaaaaaaaa-b7ad6b7169203331-01"
      })
  void whatIsNoneIsNotPassedOn(String text) {
    headers.add(TraceParent.HEADER, text.getBytes(US_ASCII));

    assertThat(TraceParent.of(headers)).isNull();
    assertThatThrownBy(() -> new TraceParent(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
