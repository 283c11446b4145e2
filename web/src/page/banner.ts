import type { Way } from '../screen/connection.ts';
import { h, say, show } from './dom.ts';

/** Says, above the screen, that nothing typed arrives, why, and what one can do. */
export class Banner {
  readonly element: HTMLElement;
  #words = h('span', { role: 'status' });
  #when = h('span', { className: 'when' });
  #button: HTMLButtonElement;

  constructor(connect: () => void) {
    this.#button = h('button', { type: 'button', onclick: connect });
    this.element = h('div', { className: 'banner', hidden: true }, this.#words, this.#when, this.#button);
  }

  update(way: Way, now: number): void {
    const { words, when, button } = tell(way, now);
    show(this.element, words !== '');
    say(this.#words, words);
    say(this.#when, when);
    show(this.#button, button !== '');
    if (button !== '') say(this.#button, button);
  }
}

function tell(way: Way, now: number): { words: string; when: string; button: string } {
  switch (way.kind) {
    case 'connecting':
      return { words: way.again ? 'Reconnecting…' : 'Connecting…', when: '', button: '' };
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((way.until - now) / 1000));
      return {
        words: `${way.words} Nothing you type arrives.`,
        when: `Reconnecting in ${seconds} s.`,
        button: 'Reconnect now',
      };
    }
    case 'exited':
      return {
        words: 'The shell has ended. Press Enter for a new one.',
        when: '',
        button: 'New shell',
      };
    default:
      return { words: '', when: '', button: '' };
  }
}
