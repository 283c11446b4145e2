import { isOver } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, icon, say, show } from './dom.ts';
import { PLUS } from './icons.ts';
import { TerminalCard } from './terminal-card.ts';

/** The caller's terminals, live. */
export class ListPage {
  readonly element: HTMLElement;
  #cards = new Map<string, TerminalCard>();
  #live = h('ul', { className: 'cards', 'aria-label': 'Live terminals' });
  #ended = h('ul', { className: 'cards', 'aria-label': 'Ended terminals' });
  #endedPart = h('section', { className: 'ended' }, h('h2', {}, 'Ended'), this.#ended);
  #empty = this.#emptyPart();
  #state = h('p', { className: 'quiet', role: 'status' }, 'Loading your terminals…');

  constructor(private readonly context: Context) {
    const { user } = context.choices;
    this.element = h(
      'div',
      { className: 'list-page' },
      h(
        'div',
        { className: 'heading' },
        h('div', {}, h('h1', {}, 'My terminals'), this.#state),
        this.#newButton(),
      ),
      this.#empty,
      this.#live,
      this.#endedPart,
      h('p', { className: 'quiet who' }, user === undefined ? '' : `Signed in as ${user}`),
    );
    this.live(false);
    context.terminals.onChange(() => this.update());
    context.ticker.onTick(() => this.update());
  }

  /** Whether the list is live, or as it was. */
  live(live: boolean): void {
    this.#isLive = live;
    this.update();
  }
  #isLive = false;

  update(): void {
    const terminals = this.context.terminals.all();
    const now = this.context.ticker.now();
    const gone = new Set(this.#cards.keys());
    const order = { live: [] as Node[], ended: [] as Node[] };
    for (const terminal of terminals) {
      gone.delete(terminal.terminalId);
      let card = this.#cards.get(terminal.terminalId);
      if (card === undefined) {
        card = new TerminalCard(terminal.terminalId, this.context);
        this.#cards.set(terminal.terminalId, card);
      }
      card.update(terminal, now);
      (isOver(terminal) && terminal.state !== 'CLOSING' ? order.ended : order.live).push(card.element);
    }
    for (const id of gone) {
      this.#cards.get(id)!.element.remove();
      this.#cards.delete(id);
    }
    arrange(this.#live, order.live);
    arrange(this.#ended, order.ended);
    const { listed } = this.context.terminals;
    show(this.#empty, listed && order.live.length === 0);
    show(this.#live, order.live.length > 0);
    show(this.#endedPart, order.ended.length > 0);
    say(this.#state, this.#words(listed, order.live.length));
  }

  #words(listed: boolean, live: number): string {
    if (!listed) return 'Loading your terminals…';
    if (!this.#isLive) return 'The list is not live right now. Reconnecting…';
    return live === 1 ? '1 terminal, live' : `${live} terminals, live`;
  }

  #newButton(): HTMLElement {
    return h(
      'button',
      { type: 'button', className: 'primary', onclick: () => this.context.openForm() },
      icon(PLUS),
      'New terminal',
    );
  }

  #emptyPart(): HTMLElement {
    return h(
      'div',
      { className: 'empty', hidden: true },
      h('p', { className: 'prompt', 'aria-hidden': 'true' }, '$ _'),
      h('h2', {}, 'No terminal yet'),
      h(
        'p',
        {},
        'Open one: a shell with kubectl in your cluster, in this browser. ' +
          'When you stop using it, it goes away by itself.',
      ),
    );
  }
}

/** Puts the children into this order, touching only what stands elsewhere, so that focus stays. */
function arrange(parent: Element, children: Node[]): void {
  children.forEach((child, index) => {
    if (parent.childNodes[index] !== child) {
      parent.insertBefore(child, parent.childNodes[index] ?? null);
    }
  });
}
