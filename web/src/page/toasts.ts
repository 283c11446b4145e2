import { countdown } from '../rules/countdown.ts';
import { endOf, isLast } from '../rules/lifetime.ts';
import { shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, say } from './dom.ts';

const SAID_FOR_MS = 4000;

/** A terminal whose end is near, as long as it is told of. */
interface Expiring {
  element: HTMLElement;
  left: HTMLElement;
  last: boolean;
}

/** What is said at the corner of the page: ends that are near, and short news. */
export class Toasts {
  readonly element: HTMLElement;
  #expiring = new Map<string, Expiring>();
  /** At the end of its life, a terminal can only be taken leave of: once said is enough. */
  #understood = new Set<string>();
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
    const now = this.context.ticker.now();
    const ending = new Map<string, boolean>();
    for (const terminal of this.context.terminals.all()) {
      const last = isLast(terminal, now) && endOf(terminal)?.because === 'lifetime';
      if (last || (terminal.state === 'READY' && terminal.expiring)) ending.set(terminal.terminalId, last);
    }
    for (const [id, toast] of this.#expiring) {
      if (ending.get(id) === toast.last) continue;
      toast.element.remove();
      this.#expiring.delete(id);
    }
    for (const [id, last] of ending) {
      if (!last || !this.#understood.has(id)) this.#show(this.context.terminals.get(id)!, last);
    }
  }

  #show(terminal: Terminal, last: boolean): void {
    const id = terminal.terminalId;
    let toast = this.#expiring.get(id);
    if (toast === undefined) {
      toast = this.#make(terminal, last);
      this.#expiring.set(id, toast);
      this.element.prepend(toast.element);
    }
    const end = endOf(terminal);
    say(toast.left, end === undefined ? '' : countdown(end.at - this.context.ticker.now()));
  }

  #make(terminal: Terminal, last: boolean): Expiring {
    // The countdown is not part of what is read out: a word each second would be noise.
    const left = h('span', { className: 'countdown', role: 'timer', 'aria-label': 'Time left' });
    const here = h(
      'button',
      { type: 'button', className: 'primary', onclick: () => this.#answer(terminal.terminalId, last) },
      last ? 'I see' : 'I am here',
    );
    const words = h(
      'p',
      { role: 'alert' },
      `${shortName(terminal)} ends soon, because ${last ? 'its time is up' : 'nobody uses it'}.`,
    );
    const element = h('div', { className: 'toast expiring' }, words, left, here);
    return { element, left, last };
  }

  #answer(id: string, last: boolean): void {
    if (!last) return void this.#here(id);
    this.#understood.add(id);
    this.#expiring.get(id)?.element.remove();
    this.#expiring.delete(id);
  }

  async #here(id: string): Promise<void> {
    const outcome = await this.context.api.beat(id);
    this.tell(outcome.ok ? 'It goes on.' : `${outcome.problem.words} ${outcome.problem.advice}`);
  }
}
