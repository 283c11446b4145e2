import { h, show } from './dom.ts';
import { Field } from './field.ts';

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
  #pasted = false;

  constructor(private readonly required: boolean) {
    const radios = h(
      'div',
      { className: 'choice' },
      this.#radio('Token', false, true),
      this.#radio('Kubeconfig', true, false),
    );
    const fields = [radios, this.token.element, this.kubeconfig.element];
    this.element = required
      ? h('fieldset', {}, h('legend', {}, 'Credential'), ...fields)
      : h('details', {}, h('summary', {}, 'Use a token or kubeconfig of my own'), ...fields);
    this.#turn(false);
  }

  /** Whether something is missing; says so at its field. */
  incomplete(): Field | undefined {
    const field = this.#pasted ? this.kubeconfig : this.token;
    if (!this.required || field.value !== '') return undefined;
    field.complain(this.#pasted ? 'Paste a kubeconfig.' : 'Enter a token.');
    return field;
  }

  get values(): { token?: string; kubeconfig?: string } {
    if (this.#pasted) {
      return this.kubeconfig.value === '' ? {} : { kubeconfig: this.kubeconfig.control.value };
    }
    return this.token.value === '' ? {} : { token: this.token.value };
  }

  forget(): void {
    this.token.control.value = '';
    this.kubeconfig.control.value = '';
  }

  #radio(words: string, pasted: boolean, checked: boolean): HTMLElement {
    return h(
      'label',
      {},
      h('input', { type: 'radio', name: 'credential', checked, onchange: () => this.#turn(pasted) }),
      words,
    );
  }

  #turn(pasted: boolean): void {
    this.#pasted = pasted;
    show(this.token.element, !pasted);
    show(this.kubeconfig.element, pasted);
  }
}
