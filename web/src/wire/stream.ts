import { delayMillis } from '../rules/reconnect.ts';
import type { Terminal } from './terminal.ts';
import type { Terminals } from './terminals.ts';

const URL = '/api/v1/terminals/events';

/** Of which people the stream tells; only an administrator is told of everybody. */
export type Whose = 'mine' | 'everybody';

/** A browser keeps six connections to one origin: a page that nobody sees gives its own back after this. */
const HIDDEN_FOR_MS = 60_000;

/** The server-sent events that keep the list live; it reconnects by itself. */
export class TerminalStream {
  /** Is told whether the list is live. */
  onLive: (live: boolean) => void = () => {};
  /** Is asked, after a refusal, whether to go on: it finds out who the caller is. */
  onRefused: () => void = () => {};

  #source: EventSource | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hidden: ReturnType<typeof setTimeout> | undefined;
  #stopped = true;

  constructor(
    private readonly terminals: Terminals,
    private readonly whose: Whose = 'mine',
  ) {}

  start(): void {
    this.#stopped = false;
    document.addEventListener('visibilitychange', this.#seen);
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#seen);
    this.#disconnect();
  }

  #connect(): void {
    this.#disconnect();
    const source = (this.#source = new EventSource(this.whose === 'mine' ? URL : `${URL}?user=*`));
    source.onopen = () => this.terminals.begin();
    source.onerror = () => this.#broke(source);
    source.addEventListener('terminal', (event) => this.#put(event));
    source.addEventListener('gone', (event) => this.#gone(event));
    source.addEventListener('listed', () => {
      this.#attempt = 0;
      this.terminals.wasListed();
      this.onLive(true);
    });
  }

  #disconnect(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #broke(source: EventSource): void {
    if (source !== this.#source) return;
    this.onLive(false);
    // A refusal ends an EventSource for good; a lost connection it would look for by itself, but at
    // one pace for all pages, so both are done here.
    if (source.readyState === EventSource.CLOSED) this.onRefused();
    this.#disconnect();
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#connect(), delayMillis(this.#attempt++, Math.random()));
  }

  #put(event: MessageEvent<string>): void {
    const terminal = parsed<Terminal>(event.data);
    if (terminal?.terminalId !== undefined) this.terminals.put(terminal);
  }

  #gone(event: MessageEvent<string>): void {
    const id = parsed<Pick<Terminal, 'terminalId'>>(event.data)?.terminalId;
    if (id !== undefined) this.terminals.gone(id);
  }

  #seen = (): void => {
    clearTimeout(this.#hidden);
    if (document.visibilityState === 'hidden') {
      this.#hidden = setTimeout(() => this.#disconnect(), HIDDEN_FOR_MS);
    } else if (this.#source === undefined) {
      this.#connect();
    }
  };
}

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
