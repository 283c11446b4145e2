import { endingOf } from '../rules/reasons.ts';
import { LIST_HASH } from '../rules/route.ts';
import { h, show } from './dom.ts';

/** Says why a terminal is no more, and where one can go from there. */
export class EndingView {
  readonly element: HTMLElement;
  #words = h('div', { role: 'alert' });

  constructor(openForm: () => void) {
    this.element = h(
      'div',
      { className: 'ending', hidden: true },
      this.#words,
      h(
        'div',
        { className: 'answers' },
        h('a', { className: 'button', href: LIST_HASH }, 'Back to the list'),
        h('button', { type: 'button', className: 'primary', onclick: openForm }, 'New terminal'),
      ),
    );
  }

  hide(): void {
    show(this.element, false);
  }

  /** Without words, where what is above it has said them. */
  show(title: string, lines: string[] = []): void {
    const said = [title, ...lines].join('\n');
    show(this.element, true);
    if (this.#words.dataset.said === said) return;
    this.#words.dataset.said = said;
    this.#words.replaceChildren(
      ...(title === '' ? [] : [h('h2', {}, title)]),
      ...lines.map((line) => h('p', {}, line)),
    );
  }

  ended(reason: string | undefined, message: string | undefined): void {
    const { words, advice } = endingOf(reason);
    const cluster = message === undefined ? [] : [`The cluster says: ${message}`];
    this.show('This terminal has ended', [words, ...cluster, advice]);
  }
}
