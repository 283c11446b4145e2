import { showDialog } from './dialog.ts';
import { h, say } from './dom.ts';
import type { Chosen, Preferences } from './preferences.ts';
import { SHORTCUTS } from './shortcuts.ts';

const THEMES: Array<[Chosen['theme'], string]> = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** What a person can choose of the page's looks, and what the keys do. */
export function showOptions(preferences: Preferences): void {
  const size = h('output', { 'aria-label': 'Font size' });
  const tell = () => say(size, `${preferences.chosen.fontSize} px`);
  const forget = preferences.onChange(tell);
  tell();
  const dialog = showDialog(
    'Options',
    h('fieldset', {}, h('legend', {}, 'Theme'), h('div', { className: 'choice' }, ...themes(preferences))),
    h(
      'div',
      { className: 'field font', role: 'group', 'aria-label': 'Letters' },
      h('span', {}, 'Letters'),
      zoom(preferences, -1, 'Smaller', '−'),
      size,
      zoom(preferences, 1, 'Larger', '+'),
      zoom(preferences, 0, 'Usual size', 'Usual'),
    ),
    h(
      'label',
      { className: 'switch' },
      h('input', {
        type: 'checkbox',
        role: 'switch',
        checked: preferences.chosen.screenReader,
        onchange: ({ target }: Event) =>
          preferences.choose({ screenReader: (target as HTMLInputElement).checked }),
      }),
      'Screen reader mode: the output can be read line by line',
    ),
    h('h3', {}, 'Keys in a terminal'),
    h('dl', { className: 'shortcuts' }, ...SHORTCUTS.flatMap(([keys, words]) => [
      h('dt', {}, keys),
      h('dd', {}, words),
    ])),
    h(
      'div',
      { className: 'answers' },
      h('button', { type: 'button', className: 'primary', onclick: () => dialog.close() }, 'Done'),
    ),
  );
  dialog.addEventListener('close', forget);
}

function themes(preferences: Preferences): HTMLElement[] {
  return THEMES.map(([theme, words]) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name: 'theme',
        checked: preferences.chosen.theme === theme,
        onchange: () => preferences.choose({ theme }),
      }),
      words,
    ),
  );
}

function zoom(preferences: Preferences, step: -1 | 0 | 1, name: string, label: string): HTMLElement {
  return h(
    'button',
    { type: 'button', 'aria-label': name, onclick: () => preferences.zoom(step) },
    label,
  );
}
