import { countdown } from '../rules/countdown.ts';
import { shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, say } from './dom.ts';

const SAID_FOR_MS = 4000;

/** What is said at the corner of the page: ends that are near, and short news. */
export class Toasts {
  readonly element: HTMLElement;
  #expiring = new Map<string, { element: HTMLElement; left: HTMLElement }>();
  #news = h('div', { className: 'toast news', role: 'status' });
  #timer: number | undefined;

  constructor(private readonly context: Context) {
    this.element = h('div', { className: 'toasts' }, this.#news);
    context.terminals.onChange(() => this.update());
    context.ticker.onTick(() => this.update());
  }

  tell(words: string): void {
    clearTimeout(this.#timer);
    say(this.#news, words);
    this.#timer = setTimeout(() => say(this.#news, ''), SAID_FOR_MS);
  }

  update(): void {
    const ending = this.context.terminals.all().filter((t) => t.state === 'READY' && t.expiring);
    for (const [id, toast] of this.#expiring) {
      if (ending.some((terminal) => terminal.terminalId === id)) continue;
      toast.element.remove();
      this.#expiring.delete(id);
    }
    for (const terminal of ending) this.#show(terminal);
  }

  #show(terminal: Terminal): void {
    const id = terminal.terminalId;
    let toast = this.#expiring.get(id);
    if (toast === undefined) {
      toast = this.#make(terminal);
      this.#expiring.set(id, toast);
      this.element.prepend(toast.element);
    }
    const ends = terminal.expiresAt === undefined ? NaN : Date.parse(terminal.expiresAt);
    say(toast.left, Number.isNaN(ends) ? '' : countdown(ends - this.context.ticker.now()));
  }

  #make(terminal: Terminal): { element: HTMLElement; left: HTMLElement } {
    // The countdown is not part of what is read out: a word each second would be noise.
    const left = h('span', { className: 'countdown', role: 'timer', 'aria-label': 'Time left' });
    const here = h(
      'button',
      { type: 'button', className: 'primary', onclick: () => void this.#here(terminal.terminalId) },
      'I am here',
    );
    const words = h(
      'p',
      { role: 'alert' },
      `${shortName(terminal)} ends soon, because nobody uses it.`,
    );
    const element = h('div', { className: 'toast expiring' }, words, left, here);
    return { element, left };
  }

  async #here(id: string): Promise<void> {
    const outcome = await this.context.api.beat(id);
    this.tell(outcome.ok ? 'It goes on.' : `${outcome.problem.words} ${outcome.problem.advice}`);
  }
}
