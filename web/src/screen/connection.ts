import { meaningOf } from '../rules/closing.ts';
import { FlowControl } from '../rules/flow.ts';
import { delayMillis, nextAttempt } from '../rules/reconnect.ts';
import type { Outcome } from '../wire/api.ts';
import type { Problem } from '../wire/problem.ts';
import { decode, hello, PAUSE, RESUME, resize, type Size, SUBPROTOCOL } from '../wire/protocol.ts';
import { Typing } from './typing.ts';

/** A service that asks for more patience than this is asked again all the same. */
const LONGEST_ASKED_MS = 60_000;

/** How the way to the shell is. */
export type Way =
  | { kind: 'connecting'; again: boolean }
  | { kind: 'open' }
  | { kind: 'waiting'; words: string; until: number }
  | { kind: 'exited' }
  | { kind: 'ended'; reason: string }
  | { kind: 'unknown' }
  | { kind: 'foreign' }
  | { kind: 'stopped' };

/** What the connection needs of its surroundings. */
export interface Surroundings {
  ticket(): Promise<Outcome<void>>;
  socket(): WebSocket;
  size(): Size;
  /** Calls back when the bytes are drawn; fresh: they are the first of a new connection. */
  draw(bytes: Uint8Array, fresh: boolean, drawn: () => void): void;
  tell(way: Way): void;
  now(): number;
  chance(): number;
}

/** One terminal's WebSocket, which comes back by itself until the shell or the terminal has ended. */
export class Connection {
  #way: Way = { kind: 'stopped' };
  #socket: WebSocket | undefined;
  #typing: Typing | undefined;
  #attempt = -1;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows with each try, so that what comes late from an older one is not listened to. */
  #try = 0;

  constructor(private readonly around: Surroundings) {}

  get way(): Way {
    return this.#way;
  }

  /** Connects now, whatever it was waiting for; does nothing while it is open. */
  connect(): void {
    if (this.#way.kind === 'open' || this.#way.kind === 'connecting') return;
    clearTimeout(this.#timer);
    void this.#connect(++this.#try);
  }

  stop(): void {
    this.#try++;
    this.#drop();
    this.#become({ kind: 'stopped' });
  }

  /** False when nobody is there to hear it, or when it is too much. */
  type(text: string): boolean {
    return this.#way.kind === 'open' && this.#typing!.type(text);
  }

  typeBytes(bytes: string): boolean {
    return this.#way.kind === 'open' && this.#typing!.typeBytes(bytes);
  }

  resize(size: Size): void {
    if (this.#way.kind === 'open') this.#say(resize(size));
  }

  async #connect(attempt: number): Promise<void> {
    this.#become({ kind: 'connecting', again: this.#again });
    const ticket = await this.around.ticket();
    if (attempt !== this.#try) return;
    if (!ticket.ok) return this.#refused(ticket.problem);

    const socket = (this.#socket = this.around.socket());
    const flow = new FlowControl(
      () => this.#say(PAUSE),
      () => this.#say(RESUME),
    );
    const typing = (this.#typing = new Typing(socket));
    let opened: number | undefined;
    let fresh = this.#again;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      opened = this.around.now();
      this.#say(hello(this.around.size()));
      this.#again = true;
      this.#become({ kind: 'open' });
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      const said = decode(data);
      if (said.kind !== 'output') return;
      const length = said.bytes.length;
      flow.came(length);
      this.around.draw(said.bytes, fresh, () => flow.drawn(length));
      fresh = false;
    };
    socket.onclose = ({ code, reason }) => {
      typing.stop();
      if (attempt !== this.#try) return;
      this.#socket = undefined;
      this.#closed(code, reason, opened === undefined ? 0 : this.around.now() - opened);
    };
  }

  #refused(problem: Problem): void {
    if (problem.code === 'not-the-owner') return this.#become({ kind: 'foreign' });
    switch (problem.status) {
      case 401:
        return this.#become({ kind: 'stopped' });
      case 404:
        return this.#become({ kind: 'unknown' });
      case 410:
        return this.#become({ kind: 'ended', reason: problem.reason ?? 'UNKNOWN' });
      default:
        return this.#wait(problem.words, 0, problem.retryAfterSeconds);
    }
  }

  #closed(code: number, reason: string, openMillis: number): void {
    const meaning = meaningOf(code, reason);
    if (meaning.kind === 'lost') this.#wait(meaning.words, openMillis);
    else this.#become(meaning);
  }

  #wait(words: string, openMillis: number, atLeastSeconds = 0): void {
    this.#attempt = nextAttempt(this.#attempt, openMillis);
    const least = Math.min(LONGEST_ASKED_MS, atLeastSeconds * 1000);
    const delay = Math.max(least, delayMillis(this.#attempt, this.around.chance()));
    this.#become({ kind: 'waiting', words, until: this.around.now() + delay });
    this.#timer = setTimeout(() => this.connect(), delay);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#typing?.stop();
    this.#socket?.close(1000);
    this.#socket = undefined;
  }

  #say(message: Uint8Array): void {
    if (this.#socket?.readyState === 1) this.#socket.send(message as Uint8Array<ArrayBuffer>);
  }

  #become(way: Way): void {
    this.#way = way;
    this.around.tell(way);
  }
}

/** The socket itself; the cookie of the ticket goes with it. */
export function openSocket(id: string): WebSocket {
  const url = new URL(`/api/v1/terminals/${encodeURIComponent(id)}/shell`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return new WebSocket(url, SUBPROTOCOL);
}
