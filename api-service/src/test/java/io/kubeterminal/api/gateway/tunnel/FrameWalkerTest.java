package io.kubeterminal.api.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameWalkerTest {

  private static final int MOST = 100_000;

  /** Every kind of frame and of length, a message in parts with a ping in between, empty ones. */
  private static final List<Frame> FRAMES =
      List.of(
          Frame.text("{\"columns\":80}"),
          Frame.binary("0ls"),
          new Frame(true, Frame.PING, "are you there".getBytes()),
          new Frame(true, Frame.BINARY, new byte[0]),
          new Frame(false, Frame.BINARY, new byte[0]),
          new Frame(true, Frame.PONG, "1".getBytes()),
          new Frame(false, Frame.CONTINUATION, "0a".getBytes()),
          new Frame(true, Frame.PING, new byte[125]),
          new Frame(true, Frame.CONTINUATION, "b".getBytes()),
          new Frame(true, Frame.BINARY, ("1" + "x".repeat(125)).getBytes()),
          new Frame(true, Frame.BINARY, ("2" + "x".repeat(299)).getBytes()),
          Frame.close(1000, "bye"));

  private static final List<Integer> KINDS =
      Stream.of('{', '0', '0', '1', '2').map(kind -> (int) kind).toList();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void framesAndMessagesAreFoundHoweverTheBytesAreSplit(boolean masked) {
    byte[] bytes = bytes(FRAMES, masked);
    for (int size = 1; size <= bytes.length; size++) {
      assertWalks(bytes, masked, sizes(bytes.length, size));
    }
    for (int at = 1; at < bytes.length; at++) {
      assertWalks(bytes, masked, new int[] {at, bytes.length - at});
    }
  }

  @Test
  void longFramesToo() {
    List<Frame> frames =
        List.of(
            new Frame(true, Frame.BINARY, new byte[65_535]),
            new Frame(true, Frame.BINARY, new byte[65_536]),
            new Frame(true, Frame.CLOSE, new byte[0]));
    byte[] bytes = bytes(frames, true);
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      List<Integer> sizes = new ArrayList<>();
      for (int left = bytes.length; left > 0; left -= sizes.getLast()) {
        sizes.add(Math.min(left, 1 + random.nextInt(40_000)));
      }
      Walk walk = new Walk(true, MOST);
      walk.feed(bytes, sizes.stream().mapToInt(Integer::intValue).toArray());
      assertThat(walk.passed.toByteArray()).isEqualTo(bytes);
      assertThat(walk.kinds).containsExactly(0, 0);
    }
  }

  private static void assertWalks(byte[] bytes, boolean masked, int[] sizes) {
    Walk walk = new Walk(masked, MOST);
    walk.feed(bytes, sizes);
    assertThat(walk.passed.toByteArray()).isEqualTo(bytes);
    assertThat(walk.kinds).isEqualTo(KINDS);
    assertThat(walk.walker.closed()).isTrue();
    assertThat(walk.walker.violation()).isNull();
    // Wherever a frame of our own may be put, one frame ends and the next begins.
    assertThat(boundaries(masked)).containsAll(walk.boundaries);
  }

  private static List<Integer> boundaries(boolean masked) {
    List<Integer> boundaries = new ArrayList<>(List.of(0));
    FRAMES.forEach(frame -> boundaries.add(boundaries.getLast() + frame.bytes(masked).length));
    return boundaries;
  }

  @Test
  void aChunkWithAFrameBoundaryTellsTheLastOne() {
    FrameWalker walker = new FrameWalker(false, MOST, kind -> true);
    byte[] bytes = bytes(List.of(Frame.binary("0aaaa"), Frame.binary("0bbbb")), false);
    assertThat(walker.walk(bytes, 0, 9)).isEqualTo(9);
    assertThat(walker.boundary()).isEqualTo(7);
    assertThat(walker.betweenFrames()).isFalse();
    assertThat(walker.walk(bytes, 9, 12)).isEqualTo(12);
    assertThat(walker.boundary()).isEqualTo(-1);
    assertThat(walker.walk(bytes, 12, 14)).isEqualTo(14);
    assertThat(walker.boundary()).isEqualTo(14);
    assertThat(walker.betweenFrames()).isTrue();
  }

  @Test
  void nothingPassesBehindTheCloseFrame() {
    byte[] bytes = bytes(List.of(Frame.close(1000, ""), Frame.binary("0late")), true);
    Walk walk = new Walk(true, MOST);
    walk.feed(bytes, new int[] {bytes.length});
    assertThat(walk.passed.size()).isEqualTo(Frame.close(1000, "").bytes(true).length);
    assertThat(walk.kinds).isEmpty();
  }

  /** The first message, and those that begin as it does; what stands between their parts passes. */
  @Test
  void whatMayNotPassIsLeftOutHoweverTheBytesAreSplit() {
    Frame ping = new Frame(true, Frame.PING, "are you there".getBytes());
    byte[] bytes =
        bytes(
            List.of(
                new Frame(false, Frame.TEXT, "{one".getBytes()),
                ping,
                new Frame(true, Frame.CONTINUATION, " more".getBytes()),
                Frame.binary("0ls"),
                Frame.binary("{" + "x".repeat(300)),
                new Frame(true, Frame.BINARY, new byte[0]),
                Frame.binary("1"),
                Frame.close(1000, "bye")),
            true);
    byte[] passes =
        bytes(
            List.of(
                ping,
                Frame.binary("0ls"),
                new Frame(true, Frame.BINARY, new byte[0]),
                Frame.binary("1"),
                Frame.close(1000, "bye")),
            true);
    for (int size = 1; size <= bytes.length; size++) {
      ByteArrayOutputStream left = new ByteArrayOutputStream();
      Walk walk = new Walk(new FrameWalker(true, MOST, leavingOut('{', left)));
      walk.feed(bytes.clone(), sizes(bytes.length, size));
      assertThat(walk.passed.toByteArray()).isEqualTo(passes);
      assertThat(left.toString()).isEqualTo("{one more." + "{" + "x".repeat(300) + ".");
    }
  }

  private static FrameWalker.Sieve leavingOut(int kind, ByteArrayOutputStream left) {
    return new FrameWalker.Sieve() {
      @Override
      public boolean passes(int first) {
        return first != kind;
      }

      @Override
      public void leftOut(byte[] bytes, int from, int length) {
        left.write(bytes, from, length);
      }

      @Override
      public void leftOutWhole() {
        left.write('.');
      }
    };
  }

  @Test
  void whatBeganToPassBeforeItsFirstByteCannotBeLeftOut() {
    byte[] begun = new Frame(false, Frame.BINARY, new byte[0]).bytes(true);
    byte[] rest = new Frame(true, Frame.CONTINUATION, "{".getBytes()).bytes(true);
    Walk walk = new Walk(new FrameWalker(true, MOST, leavingOut('{', new ByteArrayOutputStream())));
    byte[] bytes = join(begun, rest);
    walk.feed(bytes, new int[] {bytes.length});
    assertThat(walk.walker.violation()).isNotNull();
    assertThat(walk.passed.toByteArray()).isEqualTo(begun);
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("no mask", true, Frame.binary("0a").bytes(false), 1002),
        Arguments.of("a mask", false, Frame.binary("0a").bytes(true), 1002),
        Arguments.of("reserved bit", true, new byte[] {(byte) 0xC2, (byte) 0x80, 0, 0, 0, 0}, 1002),
        Arguments.of("opcode 3", true, new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0}, 1002),
        Arguments.of("opcode 11", true, new byte[] {(byte) 0x8B, (byte) 0x80, 0, 0, 0, 0}, 1002),
        Arguments.of("a ping in parts", true, new Frame(false, 9, new byte[1]).bytes(true), 1002),
        Arguments.of("a long ping", true, new Frame(true, 9, new byte[126]).bytes(true), 1002),
        Arguments.of("half a code", true, new Frame(true, 8, new byte[1]).bytes(true), 1002),
        Arguments.of("a part of none", true, new Frame(true, 0, new byte[1]).bytes(true), 1002),
        Arguments.of(
            "a message in a message",
            true,
            bytes(List.of(new Frame(false, 2, new byte[1]), Frame.binary("0a")), true),
            1002),
        Arguments.of(
            "a length in too many bytes",
            true,
            new byte[] {(byte) 0x82, (byte) 0xFE, 0, 1, 0, 0, 0, 0},
            1002),
        Arguments.of(
            "a negative length",
            true,
            new byte[] {(byte) 0x82, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0},
            1002),
        Arguments.of(
            "more than may be", true, new Frame(true, 2, new byte[MOST + 1]).bytes(true), 1009),
        Arguments.of(
            "more than may be, in parts",
            true,
            bytes(
                List.of(
                    new Frame(false, 2, new byte[MOST]),
                    new Frame(true, 9, new byte[1]),
                    new Frame(true, 0, new byte[1])),
                true),
            1009),
        Arguments.of(
            "as much as there is",
            true,
            new byte[] {(byte) 0x82, (byte) 0xFF, 127, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0},
            1009));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void aViolationIsSeenAndNotPassedOn(String what, boolean masked, byte[] wrong, int code) {
    byte[] right = Frame.binary("0right").bytes(masked);
    byte[] bytes = join(right, wrong);
    for (int size : new int[] {1, 2, 3, 7, bytes.length}) {
      Walk walk = new Walk(masked, MOST);
      walk.feed(bytes, sizes(bytes.length, size));
      assertThat(walk.walker.violation()).isNotNull();
      assertThat(walk.walker.violation().code()).isEqualTo(code);
      assertThat(walk.walker.betweenFrames()).isTrue();
      assertThat(walk.passed.size()).isBetween(right.length, bytes.length - 2);
    }
  }

  @Test
  void aMessageMayBeAsLongAsAllowed() {
    byte[] bytes =
        bytes(
            List.of(
                new Frame(false, 2, new byte[MOST - 1]),
                new Frame(true, 0, new byte[1]),
                new Frame(true, 1, new byte[MOST])),
            true);
    Walk walk = new Walk(true, MOST);
    walk.feed(bytes, sizes(bytes.length, 1_000));
    assertThat(walk.walker.violation()).isNull();
    assertThat(walk.passed.size()).isEqualTo(bytes.length);
  }

  /** Feeds a walker as the tunnel does: what it held back comes again, with what follows. */
  private static final class Walk {
    private final List<Integer> kinds = new ArrayList<>();
    private final List<Integer> boundaries = new ArrayList<>();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final FrameWalker walker;

    Walk(boolean masked, long most) {
      walker =
          new FrameWalker(
              masked, most, kind -> kind == FrameWalker.Sieve.NOTHING || kinds.add(kind));
    }

    Walk(FrameWalker walker) {
      this.walker = walker;
    }

    void feed(byte[] bytes, int[] sizes) {
      int from = 0;
      int to = 0;
      for (int size : sizes) {
        to += size;
        int passable = walker.walk(bytes, from, to);
        if (to - passable >= FrameWalker.LONGEST_HELD
            && !walker.closed()
            && walker.violation() == null) {
          throw new AssertionError("more than a header and a byte is held back");
        }
        passed.write(bytes, from, walker.kept() - from);
        if (walker.boundary() >= 0) {
          boundaries.add(walker.boundary());
        }
        from = passable;
      }
    }
  }

  private static int[] sizes(int length, int size) {
    return IntStream.range(0, (length + size - 1) / size)
        .map(chunk -> Math.min(size, length - chunk * size))
        .toArray();
  }

  private static byte[] bytes(List<Frame> frames, boolean masked) {
    return join(frames.stream().map(frame -> frame.bytes(masked)).toArray(byte[][]::new));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
