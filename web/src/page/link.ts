import { ask } from './dialog.ts';
import { h } from './dom.ts';

/** Opens a link of the output: at once with Ctrl or Cmd, else after the person has seen where it goes. */
export async function followLink(url: URL, event: MouseEvent): Promise<void> {
  const wanted = event.ctrlKey || event.metaKey;
  if (wanted || (await shown(url))) window.open(url.href, '_blank', 'noopener,noreferrer');
}

function shown(url: URL): Promise<boolean> {
  const content = [
    h('p', {}, 'The output of a terminal can be written by anybody. This link goes to:'),
    h('p', { className: 'address' }, url.href),
  ];
  return ask('Open this link?', content, 'Open link', 'Stay here');
}
