import { kindOf } from '../rules/credential.ts';
import type { Problem } from '../wire/problem.ts';
import { shortName, type Terminal } from '../wire/terminal.ts';
import type { Context } from './context.ts';
import { CredentialFields } from './credential-fields.ts';
import { showDialog } from './dialog.ts';
import { h, say } from './dom.ts';

/** The form that gives a terminal a newer credential, of the kind that it was opened with. */
export class RenewForm {
  #credential = new CredentialFields('required');
  #refusal = h('p', { className: 'refusal', role: 'alert' });
  #submit = h('button', { type: 'submit', className: 'primary' }, 'Renew');
  #dialog: HTMLDialogElement;

  constructor(
    private readonly context: Context,
    private readonly terminal: Terminal,
  ) {
    const kind = kindOf(terminal, context.openedWith.get(terminal.terminalId));
    if (kind === 'token' || kind === 'kubeconfig') this.#credential.only(kind);
    this.#dialog = showDialog(
      `Renew the token of ${shortName(terminal)}`,
      h('p', {}, 'What runs in it goes on, and uses the new one within a minute or two.'),
      h(
        'form',
        { noValidate: true, onsubmit: (event: Event) => void this.#send(event) },
        this.#refusal,
        this.#credential.element,
        h(
          'div',
          { className: 'answers' },
          h('button', { type: 'button', onclick: () => this.#dialog.close() }, 'Cancel'),
          this.#submit,
        ),
      ),
    );
    this.#dialog.addEventListener('close', () => this.#credential.forget());
    this.#credential.shown.control.focus();
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    say(this.#refusal, '');
    const missing = this.#credential.incomplete();
    const credential = this.#credential.value;
    if (credential === undefined) return missing?.control.focus();

    this.#submit.disabled = true;
    say(this.#submit, 'Renewing…');
    const outcome = await this.context.api.renew(this.terminal.terminalId, credential);
    this.#submit.disabled = false;
    say(this.#submit, 'Renew');
    if (!outcome.ok) return this.#refuse(outcome.problem, 'token' in credential ? 'token' : 'kubeconfig');
    this.#credential.forget();
    this.#dialog.close();
    this.context.tell(`${shortName(this.terminal)} has the new credential.`);
  }

  #refuse(problem: Problem, sent: 'token' | 'kubeconfig'): void {
    const words = `${problem.words} ${problem.advice}`;
    const { shown } = this.#credential;
    if (problem.code === 'credential-kind') return this.#turn(words, sent);
    if (problem.field !== shown.id) return say(this.#refusal, words);
    shown.complain(words);
    shown.control.focus();
  }

  /** It is of the other kind, so that is asked for from now on. */
  #turn(words: string, sent: 'token' | 'kubeconfig'): void {
    const other = sent === 'token' ? 'kubeconfig' : 'token';
    this.#credential.forget();
    this.#credential.turn(other);
    say(this.#refusal, words);
    this.#credential.shown.control.focus();
  }
}
