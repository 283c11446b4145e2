/** What a combination of keys means for the page, in the screen of a terminal. */
export type Shortcut =
  | 'copy'
  | 'paste'
  | 'find'
  | 'larger'
  | 'smaller'
  | 'usual'
  | 'leave'
  | 'leave-backwards';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** In words, for the page that explains them. */
export const SHORTCUTS: Array<[keys: string, words: string]> = [
  ['Ctrl+Shift+C', 'Copy what is selected'],
  ['Ctrl+Shift+V', 'Paste'],
  ['Ctrl+Shift+F', 'Find in the output'],
  ['Ctrl +, Ctrl −, Ctrl 0', 'Larger, smaller, usual letters'],
  ['Ctrl+F6', 'Leave the terminal: on to the tools, then the tabs (Tab goes to the shell)'],
  ['← →, Delete on a tab', 'Another tab; close the tab'],
  ['Ctrl+click on a link', 'Open it without being asked'],
];

/** Nothing, when the keys are for the shell. */
export function shortcutOf(event: Pressed): Shortcut | undefined {
  if (event.altKey) return undefined;
  const command = event.ctrlKey || event.metaKey;
  if (!command) return undefined;
  if (event.ctrlKey && event.key === 'F6') return event.shiftKey ? 'leave-backwards' : 'leave';
  if (event.ctrlKey && event.shiftKey) {
    if (event.code === 'KeyC') return 'copy';
    if (event.code === 'KeyV') return 'paste';
    if (event.code === 'KeyF') return 'find';
  }
  if (event.key === '+' || event.key === '=') return 'larger';
  if (event.key === '-' && !event.shiftKey) return 'smaller';
  if (event.key === '0' && !event.shiftKey) return 'usual';
  return undefined;
}
