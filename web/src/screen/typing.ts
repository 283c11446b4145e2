import { binaryInput, input } from '../wire/protocol.ts';

/** The part of a WebSocket that typing needs. */
export interface Line {
  readonly bufferedAmount: number;
  send(message: Uint8Array<ArrayBuffer>): void;
}

/** More than this is not handed to the browser at once: it would hold it without a bound. */
const MOST_BUFFERED = 64 * 1024;
const LOOK_AGAIN_MS = 20;

/** A paste may be this long; whatever is longer is a file and not a paste. */
export const MOST_WAITING = 16 * 1024 * 1024;

/** What was typed and is not sent yet, in the order it was typed. */
export class Typing {
  #waiting: Generator<Uint8Array>[] = [];
  #characters = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: Line) {}

  /** False when it is too much; nothing of it is sent then. */
  type(text: string): boolean {
    return this.#add(text.length, input(text));
  }

  typeBytes(bytes: string): boolean {
    return this.#add(bytes.length, once(binaryInput(bytes)));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#characters = 0;
  }

  #add(length: number, messages: Generator<Uint8Array>): boolean {
    if (this.#characters + length > MOST_WAITING) return false;
    this.#characters += length;
    this.#waiting.push(messages);
    if (this.#timer === undefined) this.#send();
    return true;
  }

  #send(): void {
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      if (this.line.bufferedAmount > MOST_BUFFERED) {
        this.#timer = setTimeout(() => this.#send(), LOOK_AGAIN_MS);
        return;
      }
      const next = this.#waiting[0]!.next();
      if (next.done === true) this.#waiting.shift();
      else this.line.send(next.value as Uint8Array<ArrayBuffer>);
    }
    this.#characters = 0;
  }
}

function* once(message: Uint8Array): Generator<Uint8Array> {
  yield message;
}
