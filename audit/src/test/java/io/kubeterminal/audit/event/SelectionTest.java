package io.kubeterminal.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.fold.Reading;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.testing.Events;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which events answer which question. */
class SelectionTest {

  private static final UUID HIS = new UUID(0, 1);
  private static final UUID HERS = new UUID(0, 2);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aUsersTerminalsAreThoseHeAskedFor() {
    Selection selection = new Selection(new Question(null, "he", null, null));

    assertThat(selection.answers(at(NOON, HIS, requested(HIS, "he")))).isTrue();
    assertThat(selection.answers(at(NOON, HERS, requested(HERS, "she")))).isFalse();
    assertThat(selection.answers(at(NOON, HIS, Events.ready(HIS)))).isTrue();
    assertThat(selection.answers(at(NOON, HERS, Events.ready(HERS)))).isFalse();
  }

  @Test
  void whatAUserAskedOfAnothersTerminalIsHisToo() {
    Selection selection = new Selection(new Question(null, "he", null, null));
    var close = new TerminalCloseRequested(HERS, EndReason.ADMIN, "he", NOON, null);

    assertThat(selection.answers(at(NOON, HERS, close))).isTrue();
    assertThat(selection.answers(at(NOON, HERS, Events.closed(HERS)))).isFalse();
  }

  @Test
  void aUserWithAServicesNameIsNotTheService() {
    Selection selection = new Selection(new Question(null, "provisioner", null, null));

    assertThat(selection.answers(at(NOON, HERS, Events.ready(HERS)))).isFalse();
  }

  @Test
  void aRefusedRecordOfHisTerminalIsTold() {
    Selection selection = new Selection(new Question(null, "he", null, null));
    var refused = new AuditedEvent(HIS.toString(), NOON, 0, 1, new Reading.Refused("torn"));

    assertThat(selection.answers(refused)).isFalse();
    selection.answers(at(NOON, HIS, requested(HIS, "he")));
    assertThat(selection.answers(refused)).isTrue();
  }

  @Test
  void theTimeIsFromThenOnAndBefore() {
    Selection selection = new Selection(new Question(null, null, NOON, NOON.plusSeconds(10)));

    assertThat(selection.answers(at(NOON.minusMillis(1), HIS, Events.ready(HIS)))).isFalse();
    assertThat(selection.answers(at(NOON, HIS, Events.ready(HIS)))).isTrue();
    assertThat(selection.answers(at(NOON.plusMillis(9_999), HIS, Events.ready(HIS)))).isTrue();
    assertThat(selection.answers(at(NOON.plusSeconds(10), HIS, Events.ready(HIS)))).isFalse();
  }

  @Test
  void aRequestBeforeTheTimeStillSaysWhoseATerminalIs() {
    Selection selection = new Selection(new Question(null, "he", NOON, null));

    assertThat(selection.answers(at(NOON.minusSeconds(9), HIS, requested(HIS, "he")))).isFalse();
    assertThat(selection.answers(at(NOON, HIS, Events.ready(HIS)))).isTrue();
  }

  @Test
  void anotherTerminalsRecordIsNotEvenRead() {
    Selection selection = new Selection(new Question(HIS, null, null, null));

    assertThat(selection.mayAnswer(record(HIS.toString().getBytes()))).isTrue();
    assertThat(selection.mayAnswer(record(HERS.toString().getBytes()))).isFalse();
    assertThat(selection.mayAnswer(record(null))).isFalse();
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] key) {
    return new ConsumerRecord<>("terminal-events", 0, 0, key, new byte[0]);
  }

  private static TerminalRequested requested(UUID id, String owner) {
    return TerminalRequested.newBuilder(Events.requested(id)).setOwner(owner).build();
  }

  private static AuditedEvent at(Instant time, UUID id, SpecificRecord event) {
    return new AuditedEvent(id.toString(), time, 0, 0, new Reading.Event(id, event));
  }
}
