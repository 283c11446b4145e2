import { type Kind, tokenIn } from '../rules/credential.ts';
import type { Choices, Credential } from '../wire/terminal.ts';
import { h, show } from './dom.ts';
import { Field } from './field.ts';

const OF_MY_OWN = {
  own: 'Use another token, or a kubeconfig',
  optional: 'Use a token or kubeconfig of my own',
};

/** Token or kubeconfig: it goes from the form into one request, and is kept nowhere. */
export class CredentialFields {
  readonly element: HTMLElement;
  readonly token = new Field(
    'token',
    'Token',
    h('input', { type: 'password', autocomplete: 'off', spellcheck: false }),
    'A bearer token for the Kubernetes API. It is sealed at once and never shown again.',
  );
  readonly kubeconfig = new Field(
    'kubeconfig',
    'Kubeconfig',
    h('textarea', { rows: 6, autocomplete: 'off', spellcheck: false }),
    'Paste the whole file. It is sealed at once and never shown again.',
  );
  #token = this.#radio('Token', 'token');
  #kubeconfig = this.#radio('Kubeconfig', 'kubeconfig');
  #choice = h('div', { className: 'choice' }, this.#token.label, this.#kubeconfig.label);
  #kind: Kind = 'token';

  constructor(private readonly wanted: Choices['credential']) {
    const fields = [this.#choice, this.token.element, this.kubeconfig.element];
    this.element =
      wanted === 'required'
        ? h('fieldset', {}, h('legend', {}, 'Credential'), ...fields)
        : h('details', {}, h('summary', {}, OF_MY_OWN[wanted]), ...fields);
    this.turn('token');
  }

  /** Asks for nothing else any more. */
  only(kind: 'token' | 'kubeconfig'): void {
    this.turn(kind);
    show(this.#choice, false);
  }

  turn(kind: 'token' | 'kubeconfig'): void {
    this.#kind = kind;
    this.#token.radio.checked = kind === 'token';
    this.#kubeconfig.radio.checked = kind === 'kubeconfig';
    show(this.token.element, kind === 'token');
    show(this.kubeconfig.element, kind === 'kubeconfig');
  }

  /** The field that is shown. */
  get shown(): Field {
    return this.#kind === 'kubeconfig' ? this.kubeconfig : this.token;
  }

  /** Whether something is missing; says so at its field. */
  incomplete(): Field | undefined {
    if (this.wanted !== 'required' || this.shown.value !== '') return undefined;
    this.shown.complain(this.#kind === 'kubeconfig' ? 'Paste a kubeconfig.' : 'Enter a token.');
    return this.shown;
  }

  /** Nothing, when the field that is shown is empty. */
  get value(): Credential | undefined {
    if (this.shown.value === '') return undefined;
    return this.#kind === 'kubeconfig'
      ? { kubeconfig: this.kubeconfig.control.value }
      : { token: tokenIn(this.token.value) };
  }

  forget(): void {
    this.token.control.value = '';
    this.kubeconfig.control.value = '';
  }

  #radio(words: string, kind: 'token' | 'kubeconfig') {
    const radio = h('input', { type: 'radio', name: 'credential', onchange: () => this.turn(kind) });
    return { radio, label: h('label', {}, radio, words) };
  }
}
