import { countdown } from '../rules/countdown.ts';
import { endOf } from '../rules/lifetime.ts';
import type { Way } from '../screen/connection.ts';
import type { Terminal } from '../wire/terminal.ts';
import { h, icon, say, show } from './dom.ts';
import { COPY, CROSS, KEY, PASTE, SEARCH } from './icons.ts';

/** What the tools do. */
export interface ToolActions {
  find(): void;
  copy(): void;
  paste(): void;
  renew(): void;
  close(): void;
}

const WORDS: Record<Way['kind'], string> = {
  connecting: 'Connecting',
  open: 'Connected',
  waiting: 'Not connected',
  exited: 'Shell ended',
  ended: 'Ended',
  unknown: 'Ended',
  foreign: 'Not yours',
  stopped: 'Not connected',
};

/** The line above a screen: how it is, how long it has, and what one can do with it. */
export class Tools {
  readonly element: HTMLElement;
  #way = h('span', { className: 'way', role: 'status', 'aria-label': 'Connection' });
  #time = h('span', {});
  #left = h('span', { className: 'left', hidden: true }, this.#time, h('span', { className: 'unit' }, ' left'));
  #renew: HTMLButtonElement;
  #buttons: HTMLButtonElement[];

  constructor(actions: ToolActions) {
    this.#buttons = [
      tool('Find', SEARCH, 'Ctrl+Shift+F', actions.find),
      tool('Copy', COPY, 'Ctrl+Shift+C', actions.copy),
      tool('Paste', PASTE, 'Ctrl+Shift+V', actions.paste),
      (this.#renew = tool('Renew token', KEY, '', actions.renew)),
      tool('Close terminal', CROSS, '', actions.close),
    ];
    this.element = h(
      'div',
      { className: 'tools', role: 'group', 'aria-label': 'Terminal tools' },
      this.#way,
      this.#left,
      h('span', { className: 'room' }),
      ...this.#buttons,
    );
  }

  focus(): void {
    this.#buttons[0]!.focus();
  }

  way(way: Way): void {
    this.element.dataset.way = way.kind;
    say(this.#way, WORDS[way.kind]);
  }

  time(terminal: Terminal, now: number): void {
    const end = endOf(terminal);
    show(this.#left, end !== undefined);
    if (end !== undefined) say(this.#time, countdown(end.at - now));
  }

  renewable(yes: boolean): void {
    show(this.#renew, yes);
  }
}

function tool(name: string, path: string, keys: string, press: () => void): HTMLButtonElement {
  return h(
    'button',
    {
      type: 'button',
      className: 'plain',
      'aria-label': name,
      title: keys === '' ? name : `${name} (${keys})`,
      onclick: press,
    },
    icon(path),
  );
}
