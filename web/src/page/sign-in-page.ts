import { tokenIn } from '../rules/credential.ts';
import { keyIn } from '../rules/route.ts';
import type { Api, Proof } from '../wire/api.ts';
import { h, say } from './dom.ts';

/** One way to say who one is. */
export interface Way {
  label: string;
  words: () => Array<Node | string>;
  proof(pasted: string): Proof;
  /** What to do when it is refused, where the service has no better word. */
  advice: string;
}

export const WITH_KEY: Way = {
  label: 'URL or key',
  words: () => [
    'When kube-terminal starts, it prints a URL with a key that works once. ' +
      'Open that URL, or paste it here.',
  ],
  proof: (pasted) => ({ key: keyIn(pasted) }),
  advice: 'A key works once. Look for the newest URL that kube-terminal has printed.',
};

export const WITH_TOKEN: Way = {
  label: 'Token',
  words: () => [
    'Paste a token that the cluster knows you by. For a ServiceAccount, ',
    h('code', {}, 'kubectl create token NAME'),
    ' prints one. This page does not keep it.',
  ],
  proof: (pasted) => ({ token: tokenIn(pasted) }),
  advice: 'Get a fresh token, and paste the whole of it.',
};

/** What was pasted is the wrong thing: not let in, not understood, too long. */
const WRONG = new Set([400, 401, 413]);

/** Says what to do when the service does not know who one is. */
export function signInPage(
  place: HTMLElement,
  api: Api,
  way: Way,
  said: string,
  signedIn: () => void,
): void {
  const refusal = h('p', { className: 'refusal', role: 'alert', id: 'refusal' });
  const field = h('input', {
    id: 'proof',
    type: 'password',
    autocomplete: 'off',
    spellcheck: false,
    required: true,
    'aria-describedby': 'refusal',
  });
  const button = h('button', { className: 'primary', type: 'submit' }, 'Sign in');

  const submit = async (event: Event) => {
    event.preventDefault();
    if (button.disabled) return;
    const proof = way.proof(field.value);
    field.value = '';
    button.disabled = true;
    say(refusal, '');
    const outcome = await api.signIn(proof);
    button.disabled = false;
    if (outcome.ok) return signedIn();
    const { status, words, advice } = outcome.problem;
    say(refusal, `${words} ${WRONG.has(status) ? way.advice : advice}`);
    field.focus();
  };

  document.title = 'Sign in · kube-terminal';
  place.replaceChildren(
    h(
      'main',
      { className: 'alone' },
      h('p', { className: 'brand' }, 'kube-terminal'),
      h('h1', {}, 'Sign in'),
      h('p', {}, ...way.words()),
      h(
        'form',
        { onsubmit: submit },
        h('label', { for: field.id }, way.label),
        field,
        refusal,
        button,
      ),
    ),
  );
  say(refusal, said);
  field.focus();
}
