import { keyIn } from '../rules/route.ts';
import type { Api } from '../wire/api.ts';
import { h, say } from './dom.ts';

/** Says what to do when the service does not know who one is. */
export function signInPage(place: HTMLElement, api: Api, said: string, signedIn: () => void): void {
  const refusal = h('p', { className: 'refusal', role: 'alert', id: 'refusal' });
  const field = h('input', {
    id: 'key',
    type: 'password',
    autocomplete: 'off',
    spellcheck: false,
    required: true,
    'aria-describedby': 'refusal',
  });
  const button = h('button', { className: 'primary', type: 'submit' }, 'Sign in');

  const submit = async (event: Event) => {
    event.preventDefault();
    button.disabled = true;
    say(refusal, '');
    const outcome = await api.signIn(keyIn(field.value));
    button.disabled = false;
    if (outcome.ok) return signedIn();
    say(refusal, `${outcome.problem.words} ${outcome.problem.advice}`);
    field.select();
  };

  document.title = 'Sign in · kube-terminal';
  place.replaceChildren(
    h(
      'main',
      { className: 'alone' },
      h('p', { className: 'brand' }, 'kube-terminal'),
      h('h1', {}, 'Sign in'),
      h(
        'p',
        {},
        'When kube-terminal starts, it prints a URL with a key that works once. ' +
          'Open that URL, or paste it here.',
      ),
      h(
        'form',
        { onsubmit: submit },
        h('label', { for: 'key' }, 'URL or key'),
        field,
        refusal,
        button,
      ),
    ),
  );
  say(refusal, said);
  field.focus();
}
