import { isOver, type Terminal } from '../wire/terminal.ts';
import type { Terminals } from '../wire/terminals.ts';
import type { Context } from './context.ts';
import { h, icon, say, show } from './dom.ts';
import { EverybodysList } from './everybodys-list.ts';
import { PLUS } from './icons.ts';
import { TerminalCard } from './terminal-card.ts';

/** The caller's terminals, live; or everybody's, for an administrator who wants to see them. */
export class ListPage {
  readonly element: HTMLElement;
  #everybodys: EverybodysList | undefined;
  #cards = new Map<string, TerminalCard>();
  #live = h('ul', { className: 'cards', 'aria-label': 'Live terminals' });
  #ended = h('ul', { className: 'cards', 'aria-label': 'Ended terminals' });
  #endedPart = h('section', { className: 'ended' }, h('h2', {}, 'Ended'), this.#ended);
  #empty = this.#emptyPart();
  #title = h('h1', {}, 'My terminals');
  #state = h('p', { className: 'quiet', role: 'status' }, 'Loading your terminals…');

  constructor(private readonly context: Context) {
    this.element = h(
      'div',
      { className: 'list-page' },
      h(
        'div',
        { className: 'heading' },
        h('div', {}, this.#title, this.#state),
        this.#newButton(),
      ),
      this.#accountPart(),
      this.#empty,
      this.#live,
      this.#endedPart,
    );
    this.live(false);
    context.terminals.onChange(() => this.update());
    context.ticker.onTick(() => this.update());
  }

  /** Whether the list is live, or as it was. */
  live(live: boolean, why = ''): void {
    this.#liveness = { live, why };
    this.update();
  }
  #liveness = { live: false, why: '' };

  stop(): void {
    this.#everybodys?.stop();
  }

  update(): void {
    const { terminals: known, live, why } = this.#shown();
    const terminals = known.all();
    const now = this.context.ticker.now();
    const gone = new Set(this.#cards.keys());
    const order = { live: [] as Node[], ended: [] as Node[] };
    for (const terminal of terminals) {
      gone.delete(terminal.terminalId);
      let card = this.#cards.get(terminal.terminalId);
      if (card === undefined) {
        card = new TerminalCard(terminal, this.context, this.#everybodys !== undefined);
        this.#cards.set(terminal.terminalId, card);
      }
      card.update(terminal, now);
      (isDone(terminal) ? order.ended : order.live).push(card.element);
    }
    for (const id of gone) {
      this.#cards.get(id)!.element.remove();
      this.#cards.delete(id);
    }
    const alive = terminals.filter((terminal) => !isDone(terminal));
    arrange(this.#live, order.live);
    arrange(this.#ended, order.ended);
    const { listed } = known;
    show(this.#empty, listed && order.live.length === 0 && this.#everybodys === undefined);
    show(this.#live, order.live.length > 0);
    show(this.#endedPart, order.ended.length > 0);
    say(this.#state, live || (!listed && why === '') ? this.#words(listed, alive) : notLive(why));
  }

  #shown(): { terminals: Terminals; live: boolean; why: string } {
    return this.#everybodys ?? { terminals: this.context.terminals, ...this.#liveness };
  }

  #words(listed: boolean, alive: Terminal[]): string {
    const everybodys = this.#everybodys !== undefined;
    if (!listed) return everybodys ? "Loading everybody's terminals…" : 'Loading your terminals…';
    const people = new Set(alive.map((terminal) => terminal.owner)).size;
    const whose = !everybodys || people === 0 ? '' : ` of ${count(people, 'person', 'people')}`;
    return `${count(alive.length, 'terminal', 'terminals')}${whose}, live`;
  }

  /** The cards are other ones: with an owner, or without. */
  #turn(everybodys: boolean): void {
    this.#everybodys?.stop();
    this.#everybodys = everybodys ? new EverybodysList(this.context.api, () => this.update()) : undefined;
    for (const card of this.#cards.values()) card.element.remove();
    this.#cards.clear();
    say(this.#title, everybodys ? "Everybody's terminals" : 'My terminals');
    this.update();
  }

  #accountPart(): HTMLElement {
    const { user } = this.context.choices;
    return h(
      'div',
      { className: 'account' },
      user !== undefined && h('p', { className: 'quiet' }, `Signed in as ${user}`),
      h('button', { type: 'button', onclick: () => void this.context.signOut() }, 'Sign out'),
      this.context.seesEverybody && this.#switch(),
    );
  }

  #switch(): HTMLElement {
    const turn = ({ target }: Event) => this.#turn((target as HTMLInputElement).checked);
    return h(
      'label',
      { className: 'switch' },
      h('input', { type: 'checkbox', role: 'switch', autocomplete: 'off', onchange: turn }),
      "Everybody's terminals",
    );
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

function isDone(terminal: Terminal): boolean {
  return isOver(terminal) && terminal.state !== 'CLOSING';
}

function count(n: number, one: string, several: string): string {
  return `${n} ${n === 1 ? one : several}`;
}

function notLive(why: string): string {
  return ['The list is not live right now.', why, 'Reconnecting…'].filter((each) => each !== '').join(' ');
}

/** Puts the children into this order, touching only what stands elsewhere, so that focus stays. */
function arrange(parent: Element, children: Node[]): void {
  children.forEach((child, index) => {
    if (parent.childNodes[index] !== child) {
      parent.insertBefore(child, parent.childNodes[index] ?? null);
    }
  });
}
