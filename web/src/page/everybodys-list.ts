import type { Api } from '../wire/api.ts';
import { TerminalStream } from '../wire/stream.ts';
import { Terminals } from '../wire/terminals.ts';

/**
 * Everybody's terminals, for an administrator: followed only while somebody looks at them. There may be
 * thousands, and all come at once, so that what has changed is told once a frame.
 */
export class EverybodysList {
  readonly terminals = new Terminals();
  live = false;
  /** Why it is not, where that is known. */
  why = '';
  #isDue = false;
  #stream = new TerminalStream(this.terminals, 'everybody');

  constructor(
    api: Api,
    private readonly changed: () => void,
  ) {
    this.terminals.onChange(() => this.#tell());
    this.#stream.onLive = (live) => {
      this.live = live;
      this.why = '';
      this.#tell();
    };
    this.#stream.onRefused = async () => {
      const outcome = await api.choices();
      this.why = outcome.ok ? '' : outcome.problem.words;
      this.#tell();
    };
    this.#stream.start();
  }

  stop(): void {
    this.#stream.stop();
  }

  #tell(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.changed();
    });
  }
}
