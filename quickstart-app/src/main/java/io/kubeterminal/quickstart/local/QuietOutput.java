package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes out of a terminal's output whatever makes the program that shows it answer or act: queries,
 * the bell, the clipboard, notifications. What is not known to be harmless goes as well.
 *
 * <p>Without it, old output shown again would have each query of then answered now, and the answers
 * typed into whatever runs in the shell.
 */
final class QuietOutput {

  /** By prefix, intermediates and final character: cursor, colours, erasing, modes, rectangles. */
  private static final Set<String> HARMLESS_CSI =
      Set.of(
          ("@ A B C D E F G H I J K L M P S T X Z ` a b d e f g h l m r s u"
                  + " ?J ?K ?h ?l !p \"q $r $t $v $x $z ${ *x '} '~ >m >n >u <u =u")
              .split(" "));

  /** The one with a space in it: the cursor's style. */
  private static final String CURSOR_STYLE = " q";

  /** These modes are answered as soon as they are set: focus, colour scheme, window size. */
  private static final Set<String> ANSWERED_MODES = Set.of("1004", "2031", "2048");

  /** Titles, folders, links, marks; colours set and reset. */
  private static final Set<String> HARMLESS_OSC =
      Set.of("0 1 2 7 8 104 105 110 111 112 113 114 115 116 117 118 119 133".split(" "));

  /** Colours, which are asked for by a question mark in the place of one. */
  private static final Set<String> COLOURS = Set.of("4 5 10 11 12 13 14 15 16 17 18 19".split(" "));

  private final OutputScanner scanner = new OutputScanner(new Filter());
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private boolean quiet;

  /** What is left of these bytes of the output, which follow those given before. */
  byte[] quieten(byte[] bytes, int from, int to) {
    quiet = true;
    scanner.read(bytes, from, to);
    return taken();
  }

  /** These bytes of the output as they are, and whatever was waiting for the end of a sequence. */
  byte[] pass(byte[] bytes, int from, int to) {
    quiet = false;
    int at = from;
    while (at < to && scanner.inSequence()) {
      scanner.read(bytes, at, at + 1);
      at++;
    }
    out.write(bytes, at, to - at);
    return taken();
  }

  private byte[] taken() {
    byte[] left = out.toByteArray();
    out = new ByteArrayOutputStream();
    return left;
  }

  private final class Filter implements OutputScanner.Sink {

    @Override
    public void text(byte[] bytes, int from, int to) {
      out.write(bytes, from, to - from);
    }

    @Override
    public void control(Control control) {
      out.writeBytes(quiet ? quietened(control) : control.raw());
    }
  }

  private static byte[] quietened(Control control) {
    return switch (control.kind()) {
      case SINGLE, STRING -> new byte[0];
      // DECID asks as CSI c does.
      case ESCAPE -> control.raw().length == 2 && isDecid(control) ? new byte[0] : control.raw();
      case CSI -> csi(control);
      case OSC -> isHarmlessOsc(control.body()) ? control.raw() : new byte[0];
    };
  }

  private static boolean isDecid(Control control) {
    return control.last() == 'Z' || (control.raw()[1] & 0xff) == 0x9a;
  }

  private static byte[] csi(Control control) {
    String name = control.name();
    if (!HARMLESS_CSI.contains(name) && !name.equals(CURSOR_STYLE)) {
      return new byte[0];
    }
    if (!name.equals("?h")) {
      return control.raw();
    }
    List<String> modes = Arrays.asList(control.parameters().split("[;:]"));
    if (modes.stream().noneMatch(ANSWERED_MODES::contains)) {
      return control.raw();
    }
    String left =
        modes.stream()
            .filter(mode -> !ANSWERED_MODES.contains(mode))
            .collect(Collectors.joining(";"));
    return left.isEmpty() ? new byte[0] : ("\033[?" + left + "h").getBytes(ISO_8859_1);
  }

  private static boolean isHarmlessOsc(String body) {
    int end = body.indexOf(';');
    String number = end < 0 ? body : body.substring(0, end);
    return HARMLESS_OSC.contains(number) || (COLOURS.contains(number) && body.indexOf('?') < 0);
  }
}
