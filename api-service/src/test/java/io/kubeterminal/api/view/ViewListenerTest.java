package io.kubeterminal.api.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ViewListenerTest {

  private static final Instant APPENDED = Instant.parse("2026-11-24T10:00:00Z");

  private static final TraceParent PARENT =
      new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  private final UUID id = UUID.randomUUID();
  private final Headers headers = new RecordHeaders();
  private final TerminalView view =
      new TerminalView(SettingsOf.defaults(), InstantSource.fixed(APPENDED));
  private final Counter unreadable = new SimpleMeterRegistry().counter("unreadable");
  private SpecificRecord value;
  private RuntimeException failure;
  private final ViewListener listener =
      new ViewListener(
          view,
          (topic, bytes) -> {
            if (failure != null) {
              throw failure;
            }
            return bytes == null ? null : value;
          },
          unreadable,
          Traces.OFF);

  @Test
  void aRowAndABeatMakeATerminalAndTombstonesUndoIt() {
    read("terminals", id.toString(), ViewFeed.ready(id));
    read("terminal-heartbeats", id.toString(), new Heartbeat(id, Instant.EPOCH));
    assertThat(view.find(id).offset()).isEqualTo(42);
    // The broker's time, not the sender's.
    assertThat(view.find(id).lastBeat()).isEqualTo(APPENDED);
    read("terminal-heartbeats", id.toString(), null);
    assertThat(view.find(id).lastBeat()).isNull();
    read("terminals", id.toString(), null);
    assertThat(view.find(id)).isNull();
    assertThat(unreadable.count()).isZero();
  }

  @Test
  void onlyWhereSomebodyWaitsTheRowIsPartOfItsTrace() {
    Traces traces = mock(Traces.class);
    Stretch stretch = mock(Stretch.class);
    when(traces.begin(any(), any(), any())).thenReturn(stretch);
    ViewListener traced = new ViewListener(view, (topic, bytes) -> value, unreadable, traces);
    TraceParent.write(PARENT, headers);
    value = ViewFeed.ready(id);

    traced.apply(record("terminals", id.toString(), value));
    verify(traces).begin(Traces.Kind.CONSUMER, "row READY", null);
    try (Watch waiting = view.watch(id)) {
      traced.apply(record("terminals", id.toString(), value));
    }
    verify(traces).begin(Traces.Kind.CONSUMER, "row READY", PARENT);
    verify(stretch, times(2)).close();
  }

  @Test
  void beaconsAreNotTheViews() {
    read("terminal-heartbeats", "beacon:one", new Beacon("one", null));
    assertThat(unreadable.count()).isZero();
  }

  @Test
  void whatCannotBeReadIsCountedAndSkipped() {
    read("terminals", null, ViewFeed.ready(id));
    read("terminals", "no-id", ViewFeed.ready(id));
    read("terminals", UUID.randomUUID().toString(), ViewFeed.ready(id));
    read("terminals", id.toString(), new Heartbeat(id, APPENDED));
    read("terminal-heartbeats", id.toString(), ViewFeed.ready(id));
    read("terminal-heartbeats", UUID.randomUUID().toString(), new Heartbeat(id, APPENDED));
    failure = new Unreadable("not ours");
    read("terminals", id.toString(), ViewFeed.ready(id));
    assertThat(unreadable.count()).isEqualTo(7);
    assertThat(view.find(id)).isNull();
  }

  @Test
  void aRegistryThatIsAwayIsWaitedFor() {
    failure = new RegistryUnavailable("away", new IOException());
    assertThatThrownBy(() -> read("terminals", id.toString(), ViewFeed.ready(id)))
        .isSameAs(failure);
    assertThat(unreadable.count()).isZero();
  }

  private void read(String topic, String key, SpecificRecord record) {
    value = record;
    listener.apply(record(topic, key, record));
  }

  private ConsumerRecord<String, byte[]> record(String topic, String key, SpecificRecord record) {
    return new ConsumerRecord<>(
        topic,
        0,
        42,
        APPENDED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        record == null ? null : new byte[0],
        headers,
        Optional.empty());
  }
}
