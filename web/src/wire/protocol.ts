/** ttyd's messages: one byte says what it is, the rest is the content. */

export const SUBPROTOCOL = 'tty';

/** What the inside says. */
export type FromShell =
  | { kind: 'output'; bytes: Uint8Array }
  | { kind: 'title'; text: string }
  | { kind: 'preferences' }
  | { kind: 'unknown' };

export interface Size {
  columns: number;
  rows: number;
}

/** So many characters of input go into one message at most (up to three bytes each). */
export const LONGEST_INPUT = 4096;

const OUTPUT = 0x30;
const TITLE = 0x31;
const PREFERENCES = 0x32;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The first message of a connection. The ticket let us in: ttyd's own token stays empty. */
export function hello(size: Size): Uint8Array {
  return encoder.encode(JSON.stringify({ AuthToken: '', ...size }));
}

export function resize(size: Size): Uint8Array {
  return encoder.encode('1' + JSON.stringify(size));
}

export const PAUSE = encoder.encode('2');
export const RESUME = encoder.encode('3');

/** Input as messages of bounded length; none of them splits a character. */
export function* input(text: string): Generator<Uint8Array> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + LONGEST_INPUT, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    yield encoder.encode('0' + text.slice(start, end));
    start = end;
  }
}

/** Input that is bytes and not text: what mouse reports of old encodings hold. */
export function binaryInput(bytes: string): Uint8Array {
  return Uint8Array.from('0' + bytes, (char) => char.charCodeAt(0) & 0xff);
}

export function decode(message: ArrayBuffer | string): FromShell {
  const bytes = typeof message === 'string' ? encoder.encode(message) : new Uint8Array(message);
  switch (bytes[0]) {
    case OUTPUT:
      return { kind: 'output', bytes: bytes.subarray(1) };
    case TITLE:
      return { kind: 'title', text: decoder.decode(bytes.subarray(1, 1025)) };
    case PREFERENCES:
      return { kind: 'preferences' };
    default:
      return { kind: 'unknown' };
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
