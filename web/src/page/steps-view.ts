import { countdown } from '../rules/countdown.ts';
import { endingOf } from '../rules/reasons.ts';
import { currentStep, stepsOf, type StepLine } from '../rules/steps.ts';
import { shortName, type Terminal } from '../wire/terminal.ts';
import { h, say, show } from './dom.ts';

const SAID: Record<StepLine['progress'], string> = {
  done: 'done',
  now: 'in progress',
  failed: 'failed here',
  later: 'to come',
};

/** The way of a terminal up to where it can be used, or down to why not. */
export class StepsView {
  readonly element: HTMLElement;
  #title = h('h2', {});
  #elapsed = h('p', { className: 'quiet elapsed' });
  #now = h('p', { className: 'heard', role: 'status' });
  #lines = h('ol', { className: 'steps', 'aria-label': 'Steps' });
  #failure = h('div', { className: 'failure', role: 'alert' });

  constructor() {
    this.element = h(
      'div',
      { className: 'middle' },
      h('div', { className: 'paper' }, this.#title, this.#elapsed, this.#now, this.#lines, this.#failure),
    );
  }

  update(terminal: Terminal, now: number): void {
    const lines = stepsOf(terminal);
    const failed = terminal.state !== 'REQUESTED';
    say(this.#title, `${failed ? 'Could not start' : 'Starting'} ${shortName(terminal)}`);
    const end = terminal.endedAt === undefined ? now : Date.parse(terminal.endedAt);
    say(this.#elapsed, `${countdown(end - Date.parse(terminal.requestedAt))} since it was requested`);
    say(this.#now, failed ? '' : currentStep(lines));
    this.#draw(lines);
    this.#fail(failed ? terminal : undefined);
  }

  #draw(lines: StepLine[]): void {
    lines.forEach(({ words, progress }, index) => {
      const line = this.#lines.children[index] ?? this.#add();
      line.setAttribute('data-progress', progress);
      if (progress === 'now') line.setAttribute('aria-current', 'step');
      else line.removeAttribute('aria-current');
      say(line.children[0]!, words);
      say(line.children[1]!, SAID[progress]);
    });
  }

  #add(): Element {
    const line = h('li', {}, h('span', {}), h('span', { className: 'progress' }));
    this.#lines.append(line);
    return line;
  }

  #fail(terminal: Terminal | undefined): void {
    show(this.#failure, terminal !== undefined);
    if (terminal === undefined || this.#failure.dataset.of === terminal.reason) return;
    const ending = endingOf(terminal.reason);
    this.#failure.dataset.of = terminal.reason ?? '';
    this.#failure.replaceChildren(
      h('p', { className: 'reason' }, ending.words),
      ...(terminal.message === undefined
        ? []
        : [h('p', { className: 'quiet' }, 'The cluster says:'), h('pre', {}, terminal.message)]),
      h('p', {}, ending.advice),
    );
  }
}
