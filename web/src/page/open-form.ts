import { hashOf } from '../rules/route.ts';
import type { Problem } from '../wire/problem.ts';
import type { OpenRequest } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { CredentialFields } from './credential-fields.ts';
import { showDialog } from './dialog.ts';
import { h, say } from './dom.ts';
import { Field } from './field.ts';
import { TtlField } from './ttl-field.ts';

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const OWN_TOKEN = 'It works with the token that you have signed in with.';

/** The form for a new terminal. */
export class OpenForm {
  #namespace: Field<HTMLInputElement>;
  #image: Field<HTMLSelectElement> | undefined;
  #ttl: TtlField;
  #credential: CredentialFields;
  #refusal = h('p', { className: 'refusal', role: 'alert' });
  #submit = h('button', { type: 'submit', className: 'primary' }, 'Open terminal');
  #dialog: HTMLDialogElement;
  /** The same request, sent again, is the same terminal; another one needs another key. */
  #key = crypto.randomUUID();

  constructor(private readonly context: Context) {
    const { namespace, images, ttlSeconds, credential } = context.choices;
    this.#namespace = new Field(
      'namespace',
      'Namespace',
      h('input', { value: namespace, autocomplete: 'off', spellcheck: false, autocapitalize: 'none' }),
      'The shell starts in it.',
    );
    if (images.length > 1) {
      const options = images.map((image) => h('option', { value: image }, image));
      this.#image = new Field('image', 'Image', h('select', {}, ...options));
    }
    this.#ttl = new TtlField(ttlSeconds, context.choices.lifetimeSeconds ?? undefined);
    this.#credential = new CredentialFields(credential);

    const form = h(
      'form',
      { noValidate: true, onsubmit: (event: Event) => void this.#send(event) },
      this.#refusal,
      this.#namespace.element,
      this.#image?.element,
      this.#ttl.field.element,
      this.#ttl.minutes.element,
      credential === 'own' && h('p', { className: 'quiet' }, OWN_TOKEN),
      this.#credential.element,
      h(
        'div',
        { className: 'answers' },
        h('button', { type: 'button', onclick: () => this.#dialog.close() }, 'Cancel'),
        this.#submit,
      ),
    );
    form.addEventListener('input', () => (this.#key = crypto.randomUUID()));
    this.#dialog = showDialog('New terminal', form);
    this.#dialog.addEventListener('close', () => this.#credential.forget());
    this.#namespace.control.select();
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    say(this.#refusal, '');
    const wrong = this.#wrong();
    if (wrong !== undefined) return wrong.control.focus();

    this.#submit.disabled = true;
    say(this.#submit, 'Opening…');
    const request = this.#request();
    const outcome = await this.context.api.open(request, this.#key);
    this.#submit.disabled = false;
    say(this.#submit, 'Open terminal');
    if (!outcome.ok) return this.#refuse(outcome.problem);
    this.#credential.forget();
    this.#remember(outcome.value.terminalId, request);
    this.context.terminals.opened(outcome.value);
    this.#dialog.close();
    location.hash = hashOf(outcome.value.terminalId);
  }

  #wrong(): Field | undefined {
    const namespace = this.#namespace.value;
    if (namespace !== '' && !NAMESPACE.test(namespace)) {
      this.#namespace.complain('Small letters, digits and hyphens, 63 at most, none at the ends.');
      return this.#namespace;
    }
    return this.#ttl.wrong() ?? this.#credential.incomplete();
  }

  #request(): OpenRequest {
    return {
      ...(this.#namespace.value !== '' && { namespace: this.#namespace.value }),
      ...(this.#image !== undefined && { image: this.#image.value }),
      ttlSeconds: this.#ttl.seconds,
      ...this.#credential.value,
    };
  }

  #remember(id: string, request: OpenRequest): void {
    const { openedWith, choices } = this.context;
    const without = choices.credential === 'own' ? 'token' : 'none';
    if (request.kubeconfig !== undefined) openedWith.set(id, 'kubeconfig');
    else openedWith.set(id, request.token !== undefined ? 'token' : without);
  }

  #refuse(problem: Problem): void {
    const words = `${problem.words} ${problem.advice}`;
    const said = problem.message === undefined ? words : `${words} The cluster says: ${problem.message}`;
    const field = this.#field(problem.field);
    if (field === undefined) return say(this.#refusal, said);
    field.complain(said);
    field.control.focus();
  }

  #field(name: string | undefined): Field | undefined {
    const fields: Array<Field | undefined> = [
      this.#namespace,
      this.#image,
      this.#ttl.field,
      this.#credential.token,
      this.#credential.kubeconfig,
    ];
    return fields.find((field) => field !== undefined && field.id === name && isShown(field));
  }
}

function isShown(field: Field): boolean {
  return field.element.offsetParent !== null;
}
