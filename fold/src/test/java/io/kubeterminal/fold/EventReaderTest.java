package io.kubeterminal.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.testing.Events;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fold lets pass, and why it refuses the rest. */
class EventReaderTest {

  private static final UUID ID = UUID.fromString("0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001");
  private static final byte[] VALUE = {1};

  @ParameterizedTest
  @EnumSource
  void everyEventThatKeepsToTheContractPasses(EventKind kind) {
    SpecificRecord event = Events.of(kind.recordName(), ID);

    assertThat(read(event)).isEqualTo(new Reading.Event(ID, event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "../../etc/passwd",
        "1-1-1-1-1",
        "0B5E9A52-7A0F-4C3E-9A35-0F6CF2A4B001",
        "0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001\n",
        "beacon:api-1"
      })
  void onlyALowerCaseUuidIsAKey(String key) {
    Reading reading = reader(Events.ready(ID)).read(0, key.getBytes(UTF_8), VALUE);

    assertThat(reading).isEqualTo(new Reading.Refused("the key is not a UUID as lower-case text"));
  }

  @Test
  void aRecordWithoutKeyOrValueIsRefused() {
    assertThat(reader(Events.ready(ID)).read(0, null, VALUE)).isInstanceOf(Reading.Refused.class);
    assertThat(reader(Events.ready(ID)).read(0, key(), null))
        .isEqualTo(new Reading.Refused("there is no value"));
  }

  @Test
  void theTerminalOfTheEventIsTheRecordsKey() {
    assertThat(read(Events.ready(new UUID(1, 2))))
        .isEqualTo(new Reading.Refused("terminalId is not the record's key"));
  }

  @Test
  void anotherRecordTypeIsNoEvent() {
    assertThat(read(new Heartbeat(ID, Events.WRITERS_CLOCK)))
        .isEqualTo(new Reading.Refused("Heartbeat is not an event of a terminal"));
  }

  @Test
  void anEventInAnotherPartitionThanItsKeysIsRefused() {
    EventReader reader = new EventReader((topic, bytes) -> Events.ready(ID), () -> 12);

    assertThat(
            Stream.iterate(0, i -> i + 1)
                .limit(12)
                .filter(i -> reader.read(i, key(), VALUE) instanceof Reading.Event))
        .hasSize(1);
  }

  @Test
  void unreadableBytesAreRefusedInOneLine() {
    EventReader reader =
        new EventReader(
            (topic, bytes) -> {
              throw new Unreadable("not\na record");
            },
            () -> 1);

    assertThat(reader.read(0, key(), VALUE)).isEqualTo(new Reading.Refused("not a record"));
  }

  @Test
  void aRegistryThatDoesNotAnswerRefusesNothing() {
    EventReader reader =
        new EventReader(
            (topic, bytes) -> {
              throw new RegistryUnavailable("down", new IOException());
            },
            () -> 1);

    assertThatThrownBy(() -> reader.read(0, key(), VALUE)).isInstanceOf(RegistryUnavailable.class);
  }

  static Stream<Arguments> outOfBounds() {
    return Stream.of(
        request("owner", r -> r.setOwner("")),
        request("owner", r -> r.setOwner(" fanux")),
        request("owner", r -> r.setOwner("fanux ")),
        request("owner", r -> r.setOwner("fanux\n")),
        request("owner", r -> r.setOwner("fan\u0000ux")),
        request("owner", r -> r.setOwner("fan\u202eux")),
        request("owner", r -> r.setOwner("a".repeat(513))),
        request("displayName", r -> r.setDisplayName("")),
        request("displayName", r -> r.setDisplayName("-fanux")),
        request("displayName", r -> r.setDisplayName("fan ux")),
        request("displayName", r -> r.setDisplayName("../fanux")),
        request("displayName", r -> r.setDisplayName("a".repeat(64))),
        request("lifetimeSeconds", r -> r.setLifetimeSeconds(59)),
        request("lifetimeSeconds", r -> r.setLifetimeSeconds(2_592_001)),
        renewal("credentialKind", r -> r.setCredentialKind(CredentialKind.UNKNOWN)),
        renewal("sealedCredential", r -> r.setSealedCredential("a-clear-text-token")),
        renewal("requestedBy", r -> r.setRequestedBy("")),
        renewal("requestedBy", r -> r.setRequestedBy("a".repeat(513))),
        request("namespace", r -> r.setNamespace("")),
        request("namespace", r -> r.setNamespace("Team")),
        request("namespace", r -> r.setNamespace("team-")),
        request("namespace", r -> r.setNamespace("a".repeat(64))),
        request("credentialKind", r -> r.setCredentialKind(CredentialKind.UNKNOWN)),
        request("sealedCredential", r -> r.setSealedCredential("")),
        request("sealedCredential", r -> r.setSealedCredential("a-clear-text-token")),
        request(
            "sealedCredential", r -> r.setSealedCredential("a.b.c." + "d".repeat(131_072) + ".e")),
        request("image", r -> r.setImage("")),
        request("image", r -> r.setImage("a".repeat(256))),
        request("ttlSeconds", r -> r.setTtlSeconds(59)),
        request("ttlSeconds", r -> r.setTtlSeconds(86_401)),
        request("ttlSeconds", r -> r.setTtlSeconds(Integer.MIN_VALUE)),
        request("requestFingerprint", r -> r.setRequestFingerprint("abc")),
        Arguments.of("endpoint.host", ready(new Endpoint("", 1))),
        Arguments.of("endpoint.host", ready(new Endpoint("[::1]", 1))),
        Arguments.of("endpoint.host", ready(new Endpoint("a b", 1))),
        Arguments.of("endpoint.host", ready(new Endpoint("a".repeat(254), 1))),
        Arguments.of("endpoint.port", ready(new Endpoint("10.0.0.1", 0))),
        Arguments.of("endpoint.port", ready(new Endpoint("10.0.0.1", 65_536))),
        Arguments.of("reason", new TerminalFailed(ID, EndReason.IDLE, "", Events.WRITERS_CLOCK)),
        Arguments.of("reason", new TerminalExpired(ID, EndReason.USER, null, Events.WRITERS_CLOCK)),
        Arguments.of("reason", close(EndReason.NODE_LOST, "fanux")),
        Arguments.of("requestedBy", close(EndReason.USER, "")),
        Arguments.of("requestedBy", close(EndReason.USER, "a".repeat(513))),
        Arguments.of("sealedVersion", closeOf("0123456789ABCDEF".repeat(2))),
        Arguments.of("sealedVersion", closeOf("0".repeat(31))));
  }

  @ParameterizedTest
  @MethodSource("outOfBounds")
  void aValueOutOfBoundsIsRefusedByItsFieldsName(String field, SpecificRecord event) {
    assertThat(read(event))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.reason()).startsWith(field + " must "));
  }

  static Stream<SpecificRecord> atTheBounds() {
    return Stream.of(
        requested(r -> r.setOwner("a")),
        requested(r -> r.setOwner("system:serviceaccount:" + "a".repeat(490))),
        requested(r -> r.setOwner("https://issuer.example#søren k")),
        requested(r -> r.setDisplayName(null)),
        requested(r -> r.setDisplayName("0" + "._@:-".repeat(12) + "aa")),
        requested(r -> r.setLifetimeSeconds(null)),
        requested(r -> r.setLifetimeSeconds(60)),
        requested(r -> r.setLifetimeSeconds(2_592_000)),
        renewed(r -> r.setRequestedBy("a".repeat(512))),
        requested(r -> r.setNamespace("0")),
        requested(r -> r.setNamespace("a".repeat(63))),
        requested(r -> r.setSealedCredential("a.b.c." + "d".repeat(131_064) + ".e")),
        requested(r -> r.setImage(null)),
        requested(r -> r.setTtlSeconds(60)),
        requested(r -> r.setTtlSeconds(86_400)),
        requested(r -> r.setRequestFingerprint(null)),
        ready(new Endpoint("::1", 65_535)),
        new TerminalFailed(ID, EndReason.UNKNOWN, "a".repeat(5_000), Events.WRITERS_CLOCK),
        new TerminalExpired(ID, EndReason.MAX_LIFETIME, null, Events.WRITERS_CLOCK),
        close(EndReason.QUOTA, "fanux"),
        close(EndReason.TOKEN_REVOKED, "provisioner"),
        closeOf("0123456789abcdef".repeat(2)),
        close(EndReason.UNKNOWN, "a".repeat(512)));
  }

  @ParameterizedTest
  @MethodSource("atTheBounds")
  void whatTheBoundsAllowPasses(SpecificRecord event) {
    assertThat(read(event)).isInstanceOf(Reading.Event.class);
  }

  private static Arguments request(String field, Consumer<TerminalRequested> change) {
    return Arguments.of(field, requested(change));
  }

  private static TerminalRequested requested(Consumer<TerminalRequested> change) {
    TerminalRequested requested = Events.requested(ID);
    change.accept(requested);
    return requested;
  }

  private static Arguments renewal(String field, Consumer<TerminalCredentialRenewed> change) {
    return Arguments.of(field, renewed(change));
  }

  private static TerminalCredentialRenewed renewed(Consumer<TerminalCredentialRenewed> change) {
    TerminalCredentialRenewed renewed = Events.renewed(ID);
    change.accept(renewed);
    return renewed;
  }

  private static TerminalReady ready(Endpoint endpoint) {
    return new TerminalReady(ID, endpoint, Events.WRITERS_CLOCK);
  }

  private static TerminalCloseRequested close(EndReason reason, String by) {
    return new TerminalCloseRequested(ID, reason, by, Events.WRITERS_CLOCK, null);
  }

  private static TerminalCloseRequested closeOf(String sealedVersion) {
    TerminalCloseRequested close = close(EndReason.TOKEN_REVOKED, "provisioner");
    close.setSealedVersion(sealedVersion);
    return close;
  }

  private static Reading read(SpecificRecord event) {
    return reader(event).read(0, key(), VALUE);
  }

  private static EventReader reader(SpecificRecord event) {
    return new EventReader((topic, bytes) -> event, () -> 1);
  }

  private static byte[] key() {
    return ID.toString().getBytes(UTF_8);
  }
}
