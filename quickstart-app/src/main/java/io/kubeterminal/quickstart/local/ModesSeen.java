package io.kubeterminal.quickstart.local;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which modes the output so far has set: what later output relies on, the alternate screen first of
 * all.
 */
final class ModesSeen implements OutputScanner.Sink {

  /** Cursor keys, wrapping, cursor, screens, mouse, bracketed paste. */
  private static final Set<Integer> KEPT =
      Set.of(1, 7, 9, 25, 47, 1000, 1002, 1003, 1006, 1007, 1015, 1016, 1047, 1049, 2004);

  private final Map<Integer, Character> modes = new TreeMap<>();
  private char keypad = '>';

  @Override
  public void text(byte[] bytes, int from, int to) {}

  @Override
  public void control(Control control) {
    switch (control.kind()) {
      case CSI -> csi(control);
      case ESCAPE -> escape(control.body());
      case SINGLE, OSC, STRING -> {}
    }
  }

  private void csi(Control control) {
    String name = control.name();
    if (name.equals("?h") || name.equals("?l")) {
      for (String parameter : control.parameters().split("[;:]")) {
        // Longer ones are none that is kept.
        if (!parameter.isEmpty() && parameter.length() <= 4) {
          set(Integer.parseInt(parameter), control.last());
        }
      }
    }
  }

  private void set(int mode, char highOrLow) {
    if (KEPT.contains(mode)) {
      modes.put(mode, highOrLow);
    }
  }

  private void escape(String body) {
    switch (body) {
      case "c" -> {
        modes.clear();
        keypad = '>';
      }
      case "=", ">" -> keypad = body.charAt(0);
      default -> {}
    }
  }

  /** The output that sets them again in a terminal that was just reset. */
  String again() {
    StringBuilder again = new StringBuilder();
    modes.forEach((mode, highOrLow) -> again.append("\033[?").append(mode).append(highOrLow));
    return keypad == '=' ? again.append("\033=").toString() : again.toString();
  }
}
