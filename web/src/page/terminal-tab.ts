import { beatIsDue } from '../rules/beats.ts';
import { isRenewable } from '../rules/credential.ts';
import type { Way } from '../screen/connection.ts';
import { isOver, shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, show } from './dom.ts';
import { EndingView } from './ending-view.ts';
import { type PaneEvents, ShellPane } from './shell-pane.ts';
import { StepsView } from './steps-view.ts';

const NOT_HERE = 'It may have ended a while ago, or belong to somebody else.';
const OVER = new Set<Way['kind']>(['ended', 'unknown', 'foreign']);

/** One terminal from its first step to its end, as the content of a tab. */
export class TerminalTab {
  readonly element: HTMLElement;
  title = '';
  #steps = new StepsView();
  #ending: EndingView;
  #looking = h('p', { className: 'middle quiet', role: 'status' }, 'Looking for the terminal…');
  #pane: ShellPane | undefined;
  #terminal: Terminal | undefined;
  #way: Way = { kind: 'stopped' };
  #visible = false;
  #takesFocus = true;
  #beaten = -Infinity;

  constructor(
    readonly id: string,
    private readonly context: Context,
    private readonly events: { titled(): void; leave: PaneEvents['leave'] },
  ) {
    this.#ending = new EndingView(() => context.openForm());
    this.element = h(
      'div',
      { className: 'terminal' },
      this.#looking,
      this.#steps.element,
      this.#ending.element,
    );
    this.update();
  }

  get name(): string {
    return this.#terminal === undefined ? this.id.slice(0, 8) : shortName(this.#terminal);
  }

  get tools() {
    return this.#pane?.tools;
  }

  /** What is known of the terminal has changed, or the tab has come to be seen. */
  update(): void {
    const { terminals } = this.context;
    // A row that is removed from the list was over for long: what was known of it last holds.
    this.#terminal = terminals.get(this.id) ?? this.#terminal;
    const terminal = this.#terminal;
    show(this.#looking, terminal === undefined && !terminals.listed);
    if (terminal?.state === 'READY') this.#useIt();
    show(this.#steps.element, terminal !== undefined && this.#pane === undefined && !this.#isQuietEnd());
    this.#end(terminal);
    this.tick();
  }

  tick(): void {
    this.#pane?.tick();
    if (this.#terminal === undefined) return;
    const now = this.context.ticker.now();
    this.#steps.update(this.#terminal, now);
    this.#pane?.tools.time(this.#terminal, now);
    this.#pane?.tools.renewable(this.#isRenewable(this.#terminal));
  }

  shown(visible: boolean, takeFocus: boolean): void {
    this.#visible = visible;
    this.#takesFocus = takeFocus;
    if (!visible) return;
    this.update();
    this.#pane?.shown(takeFocus);
  }

  focus(): void {
    this.#pane?.focus();
  }

  hurry(): void {
    this.#pane?.hurry();
  }

  /** Says that the terminal is in use, if the rule says so. */
  beat(acted: number, now: number): void {
    const terminal = this.#terminal;
    if (terminal?.state !== 'READY') return;
    const ttlMillis = terminal.ttlSeconds * 1000;
    const typed = this.#pane?.typedAt ?? -Infinity;
    if (!beatIsDue({ ttlMillis, acted, typed, beaten: this.#beaten }, now)) return;
    this.#beaten = now;
    void this.context.api.beat(this.id);
  }

  dispose(): void {
    this.#pane?.dispose();
  }

  #useIt(): void {
    if (this.#pane !== undefined || !this.#visible) return;
    this.#pane = new ShellPane(this.id, this.context, {
      way: (way) => {
        this.#way = way;
        if (OVER.has(way.kind)) this.update();
      },
      titled: (title) => {
        this.title = title;
        this.events.titled();
      },
      leave: this.events.leave,
      renew: () => this.context.renew(this.#terminal!),
      close: () => void this.context.close(this.#terminal!),
    });
    this.element.append(this.#pane.element);
    show(this.#steps.element, false);
    this.#pane.shown(this.#takesFocus);
  }

  #end(terminal: Terminal | undefined): void {
    if (terminal === undefined) {
      if (this.context.terminals.listed) {
        this.#ending.show('There is no such terminal', [NOT_HERE]);
      }
    } else if (isOver(terminal) && terminal.state !== 'CLOSING') {
      this.#pane?.end();
      if (this.#pane === undefined && !this.#isQuietEnd()) this.#ending.show('');
      else this.#ending.ended(terminal.reason, terminal.message);
    } else if (this.#way.kind === 'ended') {
      this.#ending.ended(this.#way.reason, terminal.message);
    } else if (this.#way.kind === 'unknown') {
      this.#ending.show('There is no such terminal any more', ['It may have ended a while ago.']);
    } else if (this.#way.kind === 'foreign') {
      this.#ending.show('This terminal is not yours', ['Only its owner may use it.']);
    } else {
      this.#ending.hide();
    }
  }

  #isRenewable(terminal: Terminal): boolean {
    const { openedWith, choices } = this.context;
    return isRenewable(terminal, openedWith.get(this.id), choices.credential);
  }

  /** Whether it ended after it had been ready, before this page came to see it. */
  #isQuietEnd(): boolean {
    const terminal = this.#terminal;
    return terminal !== undefined && isOver(terminal) && terminal.readyAt !== undefined;
  }
}
