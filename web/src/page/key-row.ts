import { ROW_KEYS, withCtrl } from '../rules/keys.ts';
import { h } from './dom.ts';

/** The keys that a phone's keyboard does not have; Ctrl holds for the next key. */
export class KeyRow {
  readonly element: HTMLElement;
  #ctrl: HTMLButtonElement;

  constructor(type: (text: string) => void, applicationCursor: () => boolean) {
    this.#ctrl = this.#key('Ctrl', 'Control', () => this.#hold(!this.#held()));
    this.#ctrl.setAttribute('aria-pressed', 'false');
    const keys = ROW_KEYS.map(({ label, name, types }) =>
      this.#key(label, name, () => type(types(applicationCursor()))),
    );
    keys.splice(2, 0, this.#ctrl);
    this.element = h('div', { className: 'key-row', role: 'group', 'aria-label': 'Keys' }, ...keys);
  }

  /** What is sent for what was typed: with Ctrl, if it was held. */
  applied(typed: string): string {
    if (!this.#held()) return typed;
    this.#hold(false);
    return withCtrl(typed);
  }

  #key(label: string, name: string, press: () => void): HTMLButtonElement {
    return h(
      'button',
      {
        type: 'button',
        'aria-label': name,
        onclick: press,
        // Focus stays where it is, or the phone's keyboard would go away.
        onpointerdown: (event: Event) => event.preventDefault(),
      },
      label,
    );
  }

  #held(): boolean {
    return this.#ctrl.getAttribute('aria-pressed') === 'true';
  }

  #hold(held: boolean): void {
    this.#ctrl.setAttribute('aria-pressed', `${held}`);
  }
}
