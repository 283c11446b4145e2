import { h, say } from './dom.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A labelled control of a form with a hint, and a place for what is wrong with it. */
export class Field<C extends Control = Control> {
  readonly element: HTMLElement;
  readonly label: HTMLLabelElement;
  #wrong: HTMLElement;

  constructor(
    readonly id: string,
    label: string,
    readonly control: C,
    hint = '',
  ) {
    control.id = `field-${id}`;
    this.label = h('label', { for: control.id }, label);
    this.#wrong = h('p', { className: 'wrong', id: `${control.id}-wrong` });
    const hintPart = h('p', { className: 'hint', id: `${control.id}-hint` }, hint);
    control.setAttribute('aria-describedby', `${hintPart.id} ${this.#wrong.id}`);
    this.element = h(
      'div',
      { className: 'field' },
      this.label,
      control,
      hint !== '' && hintPart,
      this.#wrong,
    );
    control.addEventListener('input', () => this.complain(''));
  }

  get value(): string {
    return this.control.value.trim();
  }

  complain(words: string): void {
    say(this.#wrong, words);
    if (words === '') this.control.removeAttribute('aria-invalid');
    else this.control.setAttribute('aria-invalid', 'true');
  }
}
