package io.kubeterminal.quickstart.local;

import java.io.ByteArrayOutputStream;

/**
 * Tells text from control sequences in a terminal's UTF-8 output, however that is cut into chunks.
 * A sequence that is broken off, or longer than {@value #LONGEST} bytes, is left out.
 */
final class OutputScanner {

  /** Who is told what was found, in the order of the output. */
  interface Sink {

    /** Text with its plain control characters (line feed and the like), never half a sequence. */
    void text(byte[] bytes, int from, int to);

    void control(Control control);
  }

  /** The longest sequence that is kept whole: one with a link or all of the palette fits. */
  static final int LONGEST = 8 * 1024;

  private static final int ENQ = 0x05;
  private static final int BEL = 0x07;
  private static final int CAN = 0x18;
  private static final int SUB = 0x1a;
  private static final int ESC = 0x1b;
  private static final int DEL = 0x7f;
  private static final int STRING_END = 0x9c;

  /** The first of the two bytes of a C1 character. */
  private static final int C1_LEAD = 0xc2;

  private enum State {
    TEXT,
    ESCAPE,
    CSI,
    OSC,
    STRING
  }

  private final Sink sink;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private State state = State.TEXT;
  private boolean afterLead;
  private boolean tooLong;

  OutputScanner(Sink sink) {
    this.sink = sink;
  }

  /** Whether the output so far ends within a sequence. */
  boolean inSequence() {
    return state != State.TEXT || afterLead;
  }

  void read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (!inSequence()) {
        int end = endOfText(bytes, at, to);
        if (end > at) {
          sink.text(bytes, at, end);
        }
        at = end;
      }
      if (at < to) {
        read(bytes[at++] & 0xff);
      }
    }
  }

  private static int endOfText(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int b = bytes[at] & 0xff;
      if (b == C1_LEAD) {
        if (at + 1 == to || (bytes[at + 1] & 0xff) < 0xa0 || (bytes[at + 1] & 0xff) > 0xbf) {
          return at;
        }
      } else if (b == ESC || b == BEL || b == ENQ) {
        return at;
      }
    }
    return to;
  }

  private void read(int b) {
    if (afterLead) {
      afterLead = false;
      if (b >= 0x80 && b < 0xa0) {
        c1(b);
        return;
      }
      // A lead without its other byte goes: it could find another one behind what is left out.
      if (b >= 0xa0 && b <= 0xbf) {
        plain(C1_LEAD);
      }
    }
    if (b == C1_LEAD) {
      afterLead = true;
    } else if (b == ESC) {
      endString(new byte[] {ESC, '\\'});
      begin(State.ESCAPE, ESC);
    } else if (b == CAN || b == SUB) {
      state = State.TEXT;
    } else {
      plain(b);
    }
  }

  private void c1(int b) {
    if (b == STRING_END) {
      endString(new byte[] {(byte) C1_LEAD, (byte) b});
      state = State.TEXT;
      return;
    }
    begin(State.ESCAPE, C1_LEAD, b);
    introduce(b - 0x40);
  }

  private void plain(int b) {
    switch (state) {
      case TEXT -> single(b);
      case ESCAPE, CSI -> {
        if (b < ' ') {
          single(b);
        } else if (b > DEL) {
          state = State.TEXT;
          single(b);
        } else if (b != DEL) {
          inSequence(b);
        }
      }
      case OSC -> {
        if (b == BEL) {
          endString(new byte[] {BEL});
          state = State.TEXT;
        } else {
          hold(b);
        }
      }
      case STRING -> hold(b);
    }
  }

  private void single(int b) {
    byte[] one = {(byte) b};
    if (b == BEL || b == ENQ) {
      sink.control(Control.of(Control.Kind.SINGLE, one, 0, 1));
    } else {
      sink.text(one, 0, 1);
    }
  }

  private void inSequence(int b) {
    hold(b);
    if (state == State.CSI) {
      if (b >= '@') {
        end(Control.Kind.CSI);
      }
    } else if (b >= '0') {
      introduce(held.size() == 2 ? b : 0);
    }
  }

  /** After ESC and this character, or the C1 character that stands for both; 0: any other end. */
  private void introduce(int character) {
    switch (character) {
      case '[' -> state = State.CSI;
      case ']' -> state = State.OSC;
      case 'P', 'X', '^', '_' -> state = State.STRING;
      default -> end(Control.Kind.ESCAPE);
    }
  }

  private void begin(State next, int... introducer) {
    state = next;
    tooLong = false;
    held.reset();
    for (int b : introducer) {
      held.write(b);
    }
  }

  private void hold(int b) {
    if (held.size() < LONGEST) {
      held.write(b);
    } else {
      tooLong = true;
    }
  }

  private void end(Control.Kind kind) {
    state = State.TEXT;
    if (!tooLong) {
      byte[] raw = held.toByteArray();
      int introducer = kind == Control.Kind.ESCAPE ? 1 : 2;
      sink.control(Control.of(kind, raw, introducer, raw.length));
    }
  }

  private void endString(byte[] terminator) {
    if ((state == State.OSC || state == State.STRING) && !tooLong) {
      Control.Kind kind = state == State.OSC ? Control.Kind.OSC : Control.Kind.STRING;
      int bodyTo = held.size();
      held.writeBytes(terminator);
      sink.control(Control.of(kind, held.toByteArray(), 2, bodyTo));
    }
  }
}
