import { h } from './dom.ts';

/** Shows a dialog above everything; it is gone again when it is closed, whatever closes it. */
export function showDialog(title: string, ...content: Array<Node | false>): HTMLDialogElement {
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'dialog-title' },
    h('h2', { id: 'dialog-title' }, title),
    ...content,
  );
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks a question with two answers; leaving it open for the second one is a no. */
export function ask(
  title: string,
  content: Node[],
  yes: string,
  no: string,
  tone: 'primary' | 'danger' = 'primary',
): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const answered = (said: boolean) => () => {
      answer = said;
      dialog.close();
    };
    const dialog = showDialog(
      title,
      ...content,
      h(
        'div',
        { className: 'answers' },
        h('button', { type: 'button', onclick: answered(false), autofocus: true }, no),
        h('button', { type: 'button', className: tone, onclick: answered(true) }, yes),
      ),
    );
    dialog.addEventListener('close', () => resolve(answer));
  });
}
