import type { Terminal } from './terminal.ts';

/** Everything the page knows of the caller's terminals; the stream is the only one that writes to it. */
export class Terminals {
  #known = new Map<string, Terminal>();
  #coming: Map<string, Terminal> | undefined;
  #listed = false;
  #listeners = new Set<() => void>();

  /** Whether the whole list has come once, so that an id that is not in it does not exist. */
  get listed(): boolean {
    return this.#listed;
  }

  get(id: string): Terminal | undefined {
    return this.#known.get(id);
  }

  /** The living ones first, the newest first. */
  all(): Terminal[] {
    return [...this.#known.values()].sort((a, b) => b.requestedAt.localeCompare(a.requestedAt));
  }

  /** A connection begins: the whole list comes again, until {@link wasListed}. */
  begin(): void {
    this.#coming = new Map();
  }

  put(terminal: Terminal): void {
    this.#coming?.set(terminal.terminalId, terminal);
    this.#known.set(terminal.terminalId, terminal);
    this.#tell();
  }

  /** What a request was answered with; the stream may have told more by then. */
  opened(terminal: Terminal): void {
    if (!this.#known.has(terminal.terminalId)) this.put(terminal);
  }

  gone(id: string): void {
    this.#coming?.delete(id);
    this.#known.delete(id);
    this.#tell();
  }

  wasListed(): void {
    if (this.#coming !== undefined) this.#known = this.#coming;
    this.#coming = undefined;
    this.#listed = true;
    this.#tell();
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
