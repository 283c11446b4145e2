import type { SearchAddon } from '@xterm/addon-search';
import { h, icon, say, show } from './dom.ts';
import { CROSS, DOWN, UP } from './icons.ts';

/** In the colours of both themes; #RRGGBB is what the add-on understands. */
export const MATCHES = {
  matchBackground: '#6f5614',
  matchOverviewRuler: '#b8902a',
  activeMatchBackground: '#c2571a',
  // The match at hand is also what is selected, and the colour of a selection hides any other.
  activeMatchBorder: '#c2571a',
  activeMatchColorOverviewRuler: '#c2571a',
};

/** Looks for text in everything the screen remembers. */
export class FindBar {
  readonly element: HTMLElement;
  #field = h('input', {
    type: 'search',
    'aria-label': 'Find in the output',
    placeholder: 'Find',
    spellcheck: false,
    autocomplete: 'off',
    oninput: () => this.#find(true),
    onkeydown: (event: KeyboardEvent) => this.#pressed(event),
  });
  #count = h('span', { className: 'count', role: 'status' });

  constructor(
    private readonly search: SearchAddon,
    private readonly events: { opened(): void; closed(): void },
  ) {
    this.element = h(
      'div',
      { className: 'find', role: 'search', hidden: true },
      this.#field,
      this.#count,
      this.#button('Previous match', UP, () => this.#previous()),
      this.#button('Next match', DOWN, () => this.#find(false)),
      this.#button('Close search', CROSS, () => this.close()),
    );
    search.onDidChangeResults(({ resultIndex, resultCount }) => {
      if (this.#field.value === '') return say(this.#count, '');
      if (resultCount === 0) return say(this.#count, 'No matches');
      say(this.#count, resultIndex < 0 ? `${resultCount} matches` : `${resultIndex + 1} of ${resultCount}`);
    });
  }

  /** With what is selected, when that is a word or a line. */
  open(selected: string): void {
    show(this.element, true);
    this.events.opened();
    if (selected !== '' && !selected.includes('\n')) this.#field.value = selected;
    this.#field.select();
    this.#field.focus();
    if (this.#field.value !== '') this.#find(true);
  }

  close(): void {
    show(this.element, false);
    this.search.clearDecorations();
    say(this.#count, '');
    this.events.closed();
  }

  #find(incremental: boolean): void {
    if (this.#field.value === '') {
      this.search.clearDecorations();
      say(this.#count, '');
    } else {
      this.search.findNext(this.#field.value, { decorations: MATCHES, incremental });
    }
  }

  #previous(): void {
    if (this.#field.value !== '') this.search.findPrevious(this.#field.value, { decorations: MATCHES });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.shiftKey) this.#previous();
    else if (event.key === 'Enter') this.#find(false);
    else return;
    event.preventDefault();
  }

  #button(name: string, path: string, press: () => void): HTMLButtonElement {
    return h(
      'button',
      { type: 'button', className: 'plain', 'aria-label': name, title: name, onclick: press },
      icon(path),
    );
  }
}
