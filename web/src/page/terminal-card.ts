import { ago, countdown, duration } from '../rules/countdown.ts';
import { endingOf } from '../rules/reasons.ts';
import { isRenewable } from '../rules/credential.ts';
import { endOf, endsByWords } from '../rules/lifetime.ts';
import { hashOf } from '../rules/route.ts';
import { lookOf } from '../rules/states.ts';
import { currentStep, stepsOf } from '../rules/steps.ts';
import { isOver, shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, icon, say, show } from './dom.ts';
import { KEY } from './icons.ts';

/** One terminal in the list. */
export class TerminalCard {
  readonly element: HTMLElement;
  #name = h('h3', {});
  #state = h('span', { className: 'state' });
  #facts = {
    created: h('dd', {}),
    beat: h('dd', {}),
    left: h('dd', { className: 'left' }),
    image: h('dd', {}),
    endsBy: h('dd', { className: 'left' }),
    owner: h('dd', {}),
  };
  #leftPart = h('div', {}, h('dt', {}, 'Time left'), this.#facts.left);
  #beatPart = h('div', {}, h('dt', {}, 'Last used'), this.#facts.beat);
  #imagePart = h('div', {}, h('dt', {}, 'Image'), this.#facts.image);
  #endsByPart = h('div', {}, h('dt', {}, 'Ends by'), this.#facts.endsBy);
  #ownerPart = h('div', { className: 'owner' }, h('dt', {}, 'Owner'), this.#facts.owner);
  #bar = h('progress', { max: 1, 'aria-hidden': 'true' });
  #why = h('p', { className: 'why' });
  #message = h('p', { className: 'message' });
  #open: HTMLAnchorElement;
  #renew: HTMLButtonElement;
  #close: HTMLButtonElement;
  #terminal: Terminal;

  /** @param everybodys whether the list is everybody's, so that it has to say whose each one is */
  constructor(
    terminal: Terminal,
    private readonly context: Context,
    private readonly everybodys: boolean,
  ) {
    this.#terminal = terminal;
    const href = hashOf(terminal.terminalId);
    this.#open = h('a', { className: 'button primary', href }, 'Open');
    this.#renew = h(
      'button',
      { type: 'button', title: 'Renew token', onclick: () => context.renew(this.#terminal) },
      icon(KEY),
    );
    const close = () => void context.close(this.#terminal);
    this.#close = h('button', { type: 'button', onclick: close }, 'Close');
    this.element = h(
      'li',
      { className: 'card' },
      h('div', { className: 'card-top' }, this.#name, this.#state),
      h(
        'dl',
        {},
        h('div', {}, h('dt', {}, 'Created'), this.#facts.created),
        this.#beatPart,
        this.#leftPart,
        this.#endsByPart,
        this.#imagePart,
        this.#ownerPart,
      ),
      this.#bar,
      this.#why,
      this.#message,
      h('div', { className: 'card-buttons' }, this.#open, this.#renew, this.#close),
    );
  }

  update(terminal: Terminal, now: number): void {
    const look = lookOf(terminal);
    const name = shortName(terminal);
    const over = isOver(terminal);
    const own = this.#isOwn(terminal);
    this.#terminal = terminal;
    say(this.#name, name);
    say(this.#state, look.words);
    this.element.dataset.tone = look.tone;
    this.#open.setAttribute('aria-label', `Open ${name}`);
    this.#renew.setAttribute('aria-label', `Renew token of ${name}`);
    this.#close.setAttribute('aria-label', `Close ${name}`);
    say(this.#facts.created, ago(Date.parse(terminal.requestedAt), now));
    this.#update('beat', this.#beatPart, beat(terminal, now));
    this.#update('left', this.#leftPart, left(terminal, now));
    this.#update('image', this.#imagePart, terminal.image ?? '');
    this.#update('endsBy', this.#endsByPart, endsBy(terminal, now));
    this.#update('owner', this.#ownerPart, this.everybodys ? ownerWords(terminal) : '');
    this.#life(terminal, now);
    say(this.#why, why(terminal));
    show(this.#why, this.#why.textContent !== '');
    say(this.#message, over ? (terminal.message ?? '') : '');
    show(this.#message, this.#message.textContent !== '');
    show(this.#open, !over && own);
    show(this.#renew, own && this.#isRenewable(terminal));
    show(this.#close, !over);
  }

  #update(fact: 'beat' | 'left' | 'image' | 'endsBy' | 'owner', part: HTMLElement, words: string): void {
    say(this.#facts[fact], words);
    show(part, words !== '');
  }

  #life(terminal: Terminal, now: number): void {
    const end = endOf(terminal);
    show(this.#bar, end !== undefined);
    if (end === undefined) return;
    const left = (end.at - now) / (terminal.ttlSeconds * 1000);
    this.#bar.value = Math.min(1, Math.max(0, left));
  }

  /** In everybody's list: the caller's own are those of the caller's own list. */
  #isOwn({ terminalId }: Terminal): boolean {
    return !this.everybodys || this.context.terminals.get(terminalId) !== undefined;
  }

  #isRenewable(terminal: Terminal): boolean {
    const { openedWith, choices } = this.context;
    return isRenewable(terminal, openedWith.get(terminal.terminalId), choices.credential);
  }
}

function beat(terminal: Terminal, now: number): string {
  return terminal.lastHeartbeat === undefined ? '' : ago(Date.parse(terminal.lastHeartbeat), now);
}

function left(terminal: Terminal, now: number): string {
  if (terminal.state !== 'READY') return '';
  const end = endOf(terminal);
  return end === undefined ? duration(terminal.ttlSeconds) : countdown(end.at - now);
}

function endsBy(terminal: Terminal, now: number): string {
  return isOver(terminal) || terminal.endsBy === undefined ? '' : endsByWords(terminal.endsBy, now);
}

function ownerWords({ owner, user }: Terminal): string {
  return user === undefined || user === owner ? owner : `${owner} (${user})`;
}

function why(terminal: Terminal): string {
  if (terminal.state === 'REQUESTED') return `${currentStep(stepsOf(terminal))}…`;
  if (!isOver(terminal) || terminal.state === 'CLOSING') return '';
  const ending = endingOf(terminal.reason);
  return `${ending.words} ${ending.advice}`;
}
