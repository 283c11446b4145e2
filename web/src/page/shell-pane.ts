import { Connection, openSocket, type Way } from '../screen/connection.ts';
import { Screen } from '../screen/screen.ts';
import { Banner } from './banner.ts';
import { clipboardText, copyText } from './clipboard.ts';
import type { Context } from './context.ts';
import { h } from './dom.ts';
import { FindBar } from './find-bar.ts';
import { KeyRow } from './key-row.ts';
import { followLink } from './link.ts';
import { shortcutOf } from './shortcuts.ts';
import { Tools } from './tools.ts';

/** What a pane tells the tab it is in. */
export interface PaneEvents {
  way(way: Way): void;
  titled(title: string): void;
  /** Somebody wants out of the screen with the keyboard. */
  leave(backwards: boolean): void;
  renew(): void;
  close(): void;
}

const OVER = new Set<Way['kind']>(['exited', 'ended', 'unknown', 'foreign', 'stopped']);

/** A terminal that can be used: the screen, its connection, and what is around them. */
export class ShellPane {
  readonly element: HTMLElement;
  /** When somebody last typed, by the clock of this browser; the gateway makes beats of that. */
  typedAt = -Infinity;
  readonly tools: Tools;
  #screen: Screen;
  #connection: Connection;
  #banner: Banner;
  #find: FindBar;
  #keys: KeyRow;
  #forget: () => void;
  #opened = false;

  constructor(
    id: string,
    private readonly context: Context,
    private readonly events: PaneEvents,
  ) {
    const place = h('div', { className: 'screen' });
    this.#screen = new Screen(place, context.preferences.look, {
      typed: (text) => this.#type(this.#keys.applied(text)),
      typedBytes: (bytes) => void this.#connection.typeBytes(bytes),
      resized: (size) => this.#connection.resize(size),
      titled: events.titled,
      linked: (url, event) => void followLink(url, event).then(() => this.#screen.focus()),
      pressed: (event) => this.#pressed(event),
    });
    this.#connection = new Connection({
      ticket: () => context.api.ticket(id),
      socket: () => openSocket(id),
      size: () => this.#screen.size,
      draw: (bytes, fresh, drawn) => {
        // The same shell shows its screen again: on top of the old one it would stand there twice.
        if (fresh) this.#screen.reset();
        this.#screen.draw(bytes, drawn);
      },
      tell: (way) => this.#told(way),
      now: Date.now,
      chance: Math.random,
    });
    this.#banner = new Banner(() => this.#connection.connect());
    this.#find = new FindBar(this.#screen.search, {
      // Now and not soon: a screen that shrinks after a match was found would move it out of view.
      opened: () => this.#screen.fit(),
      closed: () => this.#screen.focus(),
    });
    this.#keys = new KeyRow(
      (text) => this.#screen.type(text),
      () => this.#screen.applicationCursor,
    );
    this.tools = new Tools({
      find: () => this.#find.open(this.#screen.selection),
      copy: () => void this.#copy(),
      paste: () => void this.#paste(),
      renew: events.renew,
      close: events.close,
    });
    this.element = h(
      'div',
      { className: 'pane' },
      this.tools.element,
      this.#find.element,
      h('div', { className: 'screen-place' }, place, this.#banner.element),
      this.#keys.element,
    );
    this.#forget = context.preferences.onChange(() => this.#screen.look(context.preferences.look));
  }

  /** To be called whenever the pane is in the page and visible. */
  shown(takeFocus: boolean): void {
    if (!this.#opened) {
      this.#opened = true;
      this.#screen.open();
      this.#connection.connect();
    }
    this.#screen.fit();
    if (takeFocus) this.focus();
  }

  focus(): void {
    this.#screen.focus();
  }

  tick(): void {
    this.#banner.update(this.#connection.way, Date.now());
  }

  /** Does not wait any longer: the network is back, or the person is. */
  hurry(): void {
    if (this.#connection.way.kind === 'waiting') this.#connection.connect();
  }

  /** Nothing can be typed any more; what is on the screen stays to be read. */
  end(): void {
    if (this.#connection.way.kind !== 'ended') this.#connection.stop();
  }

  dispose(): void {
    this.#forget();
    this.#connection.stop();
    this.#screen.dispose();
  }

  #told(way: Way): void {
    this.#screen.deaf(way.kind !== 'open');
    this.tools.way(way);
    this.#banner.update(way, Date.now());
    this.events.way(way);
  }

  #type(text: string): void {
    this.typedAt = Date.now();
    if (!this.#connection.type(text) && this.#connection.way.kind === 'open') {
      this.context.tell('That is too much to paste. Copy a file into the terminal another way.');
    }
  }

  #pressed(event: KeyboardEvent): boolean {
    const way = this.#connection.way.kind;
    if (way === 'exited' && event.type === 'keydown' && event.key === 'Enter') {
      event.preventDefault();
      this.#connection.connect();
      return true;
    }
    // Where nothing can be typed, Tab goes on to what one can do.
    if (event.key === 'Tab' && OVER.has(way)) return true;
    const shortcut = shortcutOf(event);
    if (shortcut === undefined) return false;
    // Paste is the browser's own: with a key, it asks nobody for a permission.
    if (shortcut === 'paste') return true;
    event.preventDefault();
    if (event.type === 'keydown') this.#do(shortcut);
    return true;
  }

  #do(shortcut: Exclude<ReturnType<typeof shortcutOf>, undefined | 'paste'>): void {
    const { preferences } = this.context;
    switch (shortcut) {
      case 'copy':
        return void this.#copy();
      case 'find':
        return this.#find.open(this.#screen.selection);
      case 'larger':
        return preferences.zoom(1);
      case 'smaller':
        return preferences.zoom(-1);
      case 'usual':
        return preferences.zoom(0);
      case 'leave':
        return this.events.leave(false);
      case 'leave-backwards':
        return this.events.leave(true);
    }
  }

  async #copy(): Promise<void> {
    const text = this.#screen.selection;
    if (text === '') return this.context.tell('Nothing is selected. Select text with the mouse first.');
    const copied = await copyText(text);
    this.context.tell(copied ? 'Copied.' : 'The browser does not let this page copy.');
    this.#screen.focus();
  }

  async #paste(): Promise<void> {
    const text = await clipboardText();
    if (text === undefined) {
      this.context.tell('The browser does not let this page read the clipboard. Press Ctrl+Shift+V.');
    } else {
      this.#screen.paste(text);
    }
    this.#screen.focus();
  }
}
