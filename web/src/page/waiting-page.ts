import type { Problem } from '../wire/problem.ts';
import { h, say } from './dom.ts';

const TRY_AGAIN_SECONDS = 5;
const LONGEST_SECONDS = 60;

/** Says that the service is not there, and looks for it again. */
export function waitingPage(place: HTMLElement, problem: Problem, again: () => void): void {
  const when = h('p', { className: 'quiet' });
  let left = Math.min(LONGEST_SECONDS, problem.retryAfterSeconds ?? TRY_AGAIN_SECONDS);
  const tell = () => say(when, `Trying again in ${left} s.`);
  const tick = setInterval(() => {
    left--;
    tell();
    if (left <= 0) go();
  }, 1000);
  const go = () => {
    clearInterval(tick);
    again();
  };
  tell();
  place.replaceChildren(
    h(
      'main',
      { className: 'alone' },
      h('p', { className: 'brand' }, 'kube-terminal'),
      h('h1', {}, 'Not there yet'),
      h('p', { role: 'alert' }, `${problem.words} ${problem.advice}`),
      when,
      h('button', { className: 'primary', type: 'button', onclick: go }, 'Try now'),
    ),
  );
}
