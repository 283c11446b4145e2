import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal as Xterm } from '@xterm/xterm';
import type { Size } from '../wire/protocol.ts';
import { guard, plainPaste, plainTitle, safeLink } from './guard.ts';
import { DARK, LIGHT } from './themes.ts';

const SCROLLBACK_LINES = 10_000;
const RESIZE_CALM_MS = 80;
const FONTS =
  'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** How the screen looks; the person chooses. */
export interface ScreenLook {
  dark: boolean;
  fontSize: number;
  screenReader: boolean;
}

/** What the screen tells. */
export interface ScreenEvents {
  typed(text: string): void;
  typedBytes(bytes: string): void;
  resized(size: Size): void;
  titled(title: string): void;
  linked(url: URL, event: MouseEvent): void;
  /** True when the key is for the page, and not for the shell. */
  pressed(event: KeyboardEvent): boolean;
}

/** What is drawn of a terminal: xterm.js with what it needs, behind the guard. */
export class Screen {
  readonly search = new SearchAddon();
  #xterm: Xterm;
  #fit = new FitAddon();
  #calm: number | undefined;
  #observer: ResizeObserver;

  constructor(
    private readonly place: HTMLElement,
    look: ScreenLook,
    private readonly events: ScreenEvents,
  ) {
    this.#xterm = new Xterm({
      ...options(look),
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: FONTS,
      lineHeight: 1.15,
      linkHandler: { activate: (event, text) => this.#link(event, text) },
      scrollback: SCROLLBACK_LINES,
    });
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.loadAddon(this.search);
    this.#xterm.loadAddon(new WebLinksAddon((event, text) => this.#link(event, text)));
    this.#xterm.loadAddon(new UnicodeGraphemesAddon());
    guard(this.#xterm.parser as never);

    this.#xterm.onData((text) => events.typed(text));
    this.#xterm.onBinary((bytes) => events.typedBytes(bytes));
    this.#xterm.onTitleChange((title) => events.titled(plainTitle(title)));
    this.#xterm.onResize(({ cols, rows }) => events.resized({ columns: cols, rows }));
    this.#xterm.attachCustomKeyEventHandler((event) => !events.pressed(event));

    // Before xterm.js sees it, which would take control characters as they are.
    place.addEventListener('paste', (event) => this.#pasted(event), { capture: true });
    this.#observer = new ResizeObserver(() => this.fitSoon());
  }

  /** Draws itself; its place must be visible by now. */
  open(): void {
    this.#xterm.open(this.place);
    this.fit();
    this.#observer.observe(this.place);
  }

  get size(): Size {
    return { columns: this.#xterm.cols, rows: this.#xterm.rows };
  }

  get applicationCursor(): boolean {
    return this.#xterm.modes.applicationCursorKeysMode;
  }

  get selection(): string {
    return this.#xterm.getSelection();
  }

  draw(bytes: Uint8Array, drawn: () => void): void {
    this.#xterm.write(bytes, drawn);
  }

  reset(): void {
    this.#xterm.reset();
  }

  /** As if somebody had typed it. */
  type(text: string): void {
    this.#xterm.input(text, true);
  }

  paste(text: string): void {
    this.#xterm.paste(plainPaste(text));
  }

  /** While nobody hears it, nothing can be typed. */
  deaf(deaf: boolean): void {
    this.#xterm.options.disableStdin = deaf;
  }

  focus(): void {
    this.#xterm.focus();
  }

  look(look: ScreenLook): void {
    this.#xterm.options = options(look);
    this.fitSoon();
  }

  /** Takes all the room there is; a hidden place has none. */
  fit(): void {
    if (this.place.clientWidth > 0 && this.place.clientHeight > 0) this.#fit.fit();
  }

  fitSoon(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => this.fit(), RESIZE_CALM_MS);
  }

  dispose(): void {
    clearTimeout(this.#calm);
    this.#observer.disconnect();
    this.#xterm.dispose();
  }

  #link(event: MouseEvent, text: string): void {
    const url = safeLink(text);
    if (url !== undefined) this.events.linked(url, event);
  }

  #pasted(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.paste(event.clipboardData?.getData('text/plain') ?? '');
  }
}

function options({ dark, fontSize, screenReader }: ScreenLook) {
  return {
    fontSize,
    screenReaderMode: screenReader,
    theme: dark ? DARK : LIGHT,
    // Programs choose colours for dark screens; on a light one they have to be darkened to be read.
    minimumContrastRatio: dark ? 1 : 4.5,
  };
}
