import { ago, countdown, duration } from '../rules/countdown.ts';
import { endingOf } from '../rules/reasons.ts';
import { hashOf } from '../rules/route.ts';
import { lookOf } from '../rules/states.ts';
import { currentStep, stepsOf } from '../rules/steps.ts';
import { isOver, shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { h, say, show } from './dom.ts';

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
  };
  #leftPart = h('div', {}, h('dt', {}, 'Time left'), this.#facts.left);
  #beatPart = h('div', {}, h('dt', {}, 'Last used'), this.#facts.beat);
  #imagePart = h('div', {}, h('dt', {}, 'Image'), this.#facts.image);
  #bar = h('progress', { max: 1, 'aria-hidden': 'true' });
  #why = h('p', { className: 'why' });
  #message = h('p', { className: 'message' });
  #open: HTMLAnchorElement;
  #close: HTMLButtonElement;

  constructor(id: string, context: Context) {
    this.#open = h('a', { className: 'button primary', href: hashOf(id) }, 'Open');
    this.#close = h('button', { type: 'button', onclick: () => void context.close(id) }, 'Close');
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
        this.#imagePart,
      ),
      this.#bar,
      this.#why,
      this.#message,
      h('div', { className: 'card-buttons' }, this.#open, this.#close),
    );
  }

  update(terminal: Terminal, now: number): void {
    const look = lookOf(terminal);
    const name = shortName(terminal);
    const over = isOver(terminal);
    say(this.#name, name);
    say(this.#state, look.words);
    this.element.dataset.tone = look.tone;
    this.#open.setAttribute('aria-label', `Open ${name}`);
    this.#close.setAttribute('aria-label', `Close ${name}`);
    say(this.#facts.created, ago(Date.parse(terminal.requestedAt), now));
    this.#update('beat', this.#beatPart, beat(terminal, now));
    this.#update('left', this.#leftPart, left(terminal, now));
    this.#update('image', this.#imagePart, terminal.image ?? '');
    this.#life(terminal, now);
    say(this.#why, why(terminal));
    show(this.#why, this.#why.textContent !== '');
    say(this.#message, over ? (terminal.message ?? '') : '');
    show(this.#message, this.#message.textContent !== '');
    show(this.#open, !over);
    show(this.#close, !over);
  }

  #update(fact: 'beat' | 'left' | 'image', part: HTMLElement, words: string): void {
    say(this.#facts[fact], words);
    show(part, words !== '');
  }

  #life(terminal: Terminal, now: number): void {
    const lives = terminal.state === 'READY' && terminal.expiresAt !== undefined;
    show(this.#bar, lives);
    if (!lives) return;
    const left = (Date.parse(terminal.expiresAt!) - now) / (terminal.ttlSeconds * 1000);
    this.#bar.value = Math.min(1, Math.max(0, left));
  }
}

function beat(terminal: Terminal, now: number): string {
  return terminal.lastHeartbeat === undefined ? '' : ago(Date.parse(terminal.lastHeartbeat), now);
}

function left(terminal: Terminal, now: number): string {
  if (terminal.state !== 'READY') return '';
  return terminal.expiresAt === undefined
    ? duration(terminal.ttlSeconds)
    : countdown(Date.parse(terminal.expiresAt) - now);
}

function why(terminal: Terminal): string {
  if (terminal.state === 'REQUESTED') return `${currentStep(stepsOf(terminal))}…`;
  if (!isOver(terminal) || terminal.state === 'CLOSING') return '';
  const ending = endingOf(terminal.reason);
  return `${ending.words} ${ending.advice}`;
}
