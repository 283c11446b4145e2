package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Leases in the changelog outlive the version that wrote them. */
class LeaseTest {

  private static final String TOPIC = "leases-changelog";
  private static final Lease LEASE = new Lease(600_000, 1, Lease.NEVER, Lease.NEVER, 86_400_000);

  @Test
  void aLeaseIsReadAsItWasWritten() {
    assertThat(read(written())).isEqualTo(LEASE);
  }

  @Test
  void aLeaseOfTheTimeBeforeLifetimesNeverEndsByItsAge() {
    byte[] old = Arrays.copyOf(written(), 4 * Long.BYTES);

    assertThat(read(old)).isEqualTo(new Lease(600_000, 1, Lease.NEVER, Lease.NEVER, Lease.ENDLESS));
  }

  @Test
  void whatALaterVersionAddsAtTheEndIsLeftOut() {
    byte[] later = ByteBuffer.allocate(6 * Long.BYTES).put(written()).putLong(7).array();

    assertThat(read(later)).isEqualTo(LEASE);
  }

  private static byte[] written() {
    return Lease.SERDE.serializer().serialize(TOPIC, LEASE);
  }

  private static Lease read(byte[] bytes) {
    return Lease.SERDE.deserializer().deserialize(TOPIC, bytes);
  }
}
