package io.kubeterminal.api.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The API server's side of a forwarded connection, message by message. */
class ForwardedWireTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  /** Counts what is asked of it. */
  private static final class Server implements WebSocket {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile CompletableFuture<WebSocket> held;
    private volatile boolean holding;
    private volatile boolean closed;
    private volatile boolean aborted;

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer buffer, boolean last) {
      assertThat(last).isTrue();
      assertThat(buffer.get()).isZero();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      taken.writeBytes(bytes);
      CompletableFuture<WebSocket> sending = new CompletableFuture<>();
      if (holding) {
        held = sending;
      } else {
        sending.complete(this);
      }
      messages.incrementAndGet();
      return sending;
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int code, String reason) {
      closed = true;
      return new CompletableFuture<>();
    }

    @Override
    public void request(long count) {
      requested.addAndGet(count);
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence text, boolean last) {
      throw new AssertionError();
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      throw new AssertionError();
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      throw new AssertionError();
    }

    @Override
    public String getSubprotocol() {
      return "v4.channel.k8s.io";
    }

    @Override
    public boolean isOutputClosed() {
      return closed;
    }

    @Override
    public boolean isInputClosed() {
      return false;
    }
  }

  private final Server server = new Server();
  private final ForwardedWire wire = new ForwardedWire();

  ForwardedWireTest() {
    wire.onOpen(server);
    say(0, new byte[] {(byte) 0x90, 0x1F});
    say(1, new byte[] {(byte) 0x90, 0x1F});
  }

  @Test
  void thePortNumbersAreNoBytesOfTheTerminal() throws Exception {
    assertThat(server.requested).hasValue(3);
    say(0, "hello");
    assertThat(read(10)).isEqualTo("hello");
  }

  @Test
  void theNextMessageIsAskedForWhenTheLastIsRead() throws Exception {
    say(0, "hello");
    assertThat(server.requested).hasValue(3);
    assertThat(read(4)).isEqualTo("hell");
    assertThat(server.requested).hasValue(3);
    assertThat(read(4)).isEqualTo("o");
    assertThat(server.requested).hasValue(4);
  }

  @Test
  void aReaderWaitsForTheNextMessage() {
    CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> unchecked(10));
    assertThat(reading).isNotDone();
    say(0, "late");
    assertThat(reading).succeedsWithin(SOON).isEqualTo("late");
  }

  @Test
  void theEndComesAfterWhatWasSaid() throws Exception {
    say(0, "bye");
    wire.onClose(server, 1000, "");
    assertThat(read(10)).isEqualTo("bye");
    assertThat(wire.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void whatTheErrorChannelSaysIsTheReason() {
    say(1, "error forwarding port 8080 to pod: connection refused");
    assertThatThrownBy(() -> read(1))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("connection refused");
    assertThatThrownBy(() -> wire.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsWhatAReaderWaitsForAndDropsTheRest() {
    CompletableFuture<Integer> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return wire.read(new byte[1], 0, 1);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    wire.close();
    assertThat(reading).succeedsWithin(SOON).isEqualTo(-1);
    assertThat(server.closed).isTrue();
    long before = server.requested.get();
    say(0, "nobody reads this");
    assertThat(server.requested).hasValue(before + 1);
  }

  @Test
  void aLongWriteGoesInPartsEachWhenTheLastIsGone() throws Exception {
    byte[] much = new byte[40_000];
    much[39_999] = 7;
    server.holding = true;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                wire.write(much, 0, much.length);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    for (int part = 1; part <= 3; part++) {
      int expected = part;
      await().atMost(SOON).until(() -> server.messages.get() == expected);
      server.held.complete(server);
    }
    writing.get(5, TimeUnit.SECONDS);
    assertThat(server.taken.toByteArray()).isEqualTo(much);
  }

  @Test
  void closingEndsWhatAWriterWaitsFor() {
    server.holding = true;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> wire.write(new byte[1], 0, 1))
                    .isInstanceOf(IOException.class));
    await().atMost(SOON).until(() -> server.messages.get() > 0);
    wire.close();
    assertThat(writing).succeedsWithin(SOON);
  }

  /** Even when the pod takes nothing more, so that not even the close leaves. */
  @Test
  void aCloseThatIsNotAnsweredBreaksTheConnection() {
    wire.close();
    assertThat(server.closed).isTrue();
    assertThat(server.aborted).isFalse();
    await().atMost(ForwardedWire.PATIENCE.plus(SOON)).until(() -> server.aborted);
  }

  @Test
  void whatOpensTooLateIsClosedAtOnce() {
    ForwardedWire late = new ForwardedWire();
    late.close();
    Server other = new Server();
    late.onOpen(other);
    assertThat(other.aborted).isTrue();
  }

  @Test
  void aMessageInPartsIsReadPartByPartAndItsBytesAreGivenBack() throws Exception {
    CompletionStage<?> first = part(false, ByteBuffer.wrap(new byte[] {0, 'h', 'e'}));
    assertThat(first.toCompletableFuture()).isNotDone();
    assertThat(read(10)).isEqualTo("he");
    assertThat(first.toCompletableFuture()).isDone();
    part(false, ByteBuffer.wrap("ll".getBytes(StandardCharsets.UTF_8)));
    assertThat(read(10)).isEqualTo("ll");
    part(true, ByteBuffer.wrap("o".getBytes(StandardCharsets.UTF_8)));
    assertThat(read(10)).isEqualTo("o");
    say(0, "next");
    assertThat(read(10)).isEqualTo("next");
  }

  @Test
  void aPortNumberInPartsIsNoneOfTheTerminalsBytesEither() throws Exception {
    ForwardedWire other = new ForwardedWire();
    other.onOpen(server);
    other.onBinary(server, ByteBuffer.wrap(new byte[] {0}), false);
    other.onBinary(server, ByteBuffer.wrap(new byte[] {(byte) 0x90}), false);
    other.onBinary(server, ByteBuffer.wrap(new byte[] {0x1F}), true);
    other.onBinary(server, ByteBuffer.wrap(new byte[] {0, 'x'}), true);
    assertThat(other.read(new byte[9], 0, 9)).isEqualTo(1);
  }

  private String unchecked(int length) {
    try {
      return read(length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String read(int length) throws IOException {
    byte[] buffer = new byte[length];
    int read = wire.read(buffer, 0, length);
    return new String(buffer, 0, read, StandardCharsets.UTF_8);
  }

  private void say(int channel, String text) {
    say(channel, text.getBytes(StandardCharsets.UTF_8));
  }

  private CompletionStage<?> say(int channel, byte[] bytes) {
    return part(true, ByteBuffer.allocate(1 + bytes.length).put((byte) channel).put(bytes).flip());
  }

  private CompletionStage<?> part(boolean last, ByteBuffer part) {
    return wire.onBinary(server, part, last);
  }
}
