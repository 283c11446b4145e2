/**
 * What hostile output may not do. Whoever writes to a terminal (a log line, a file name, a web page
 * fetched with curl) is not the person who types there: nothing of it may type, copy, open or ask.
 */

/** The part of a terminal's parser that the guard needs. */
export interface Parser {
  registerDcsHandler(id: Sequence, callback: (data: string) => boolean): unknown;
  registerOscHandler(ident: number, callback: (data: string) => boolean): unknown;
  registerCsiHandler(
    id: Sequence,
    callback: (params: Array<number | number[]>) => boolean,
  ): unknown;
}

interface Sequence {
  prefix?: string;
  intermediates?: string;
  final: string;
}

/** Colours that a program may set but not ask for: the answer would be typed into the shell. */
const COLOURS = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/** Clipboard, files and notifications of other terminals, and anything that would be answered. */
const REFUSED_OSC = [50, 52, 1337, 777, 9, 99, 5522];

/** Window reports: position, size in pixels, icon label and title. Sizes in characters (18) stay. */
const WINDOW_REPORTS = new Set([11, 13, 14, 15, 16, 19, 20, 21]);

/** Handles, before the terminal does, what would be answered or would reach out of it. */
export function guard(parser: Parser): void {
  // DECRQSS and XTGETTCAP echo parts of the question in their answer.
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => true);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, () => true);
  for (const ident of COLOURS) parser.registerOscHandler(ident, asksForColour);
  for (const ident of REFUSED_OSC) parser.registerOscHandler(ident, () => true);
  parser.registerCsiHandler({ final: 't' }, ([what]) =>
    WINDOW_REPORTS.has(typeof what === 'number' ? what : 0),
  );
}

function asksForColour(data: string): boolean {
  return data.split(';').some((part) => part === '?');
}

const LONGEST_TITLE = 80;

/** A title as plain, short text: no control characters, none that turn the direction of writing. */
export function plainTitle(title: string): string {
  const clean = title
    .slice(0, 4 * LONGEST_TITLE)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const chars = [...clean];
  return chars.length <= LONGEST_TITLE ? clean : `${chars.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

const LONGEST_LINK = 2048;

/** The address a link may open: only of the web, and without credentials that disguise the host. */
export function safeLink(text: string): URL | undefined {
  if (text.length > LONGEST_LINK || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && url.username === '' && url.password === '' ? url : undefined;
}

/** Pasted text without what could end a bracketed paste early or act as a key; lines and tabs stay. */
export function plainPaste(text: string): string {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '');
}
