import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MATCHES } from '../src/page/find-bar.ts';
import { DARK, LIGHT } from '../src/screen/themes.ts';

/** WCAG 2 level AA: text, and what tells a control from what is around it. */
const TEXT = 4.5;
const SHAPE = 3;

/** Which colours stand on which, by their names in tokens.css. */
const PAIRS: Array<[least: number, colours: string[], grounds: string[]]> = [
  [TEXT, ['text', 'quiet', 'accent', 'bad'], ['ground', 'surface', 'raised', 'sunken']],
  [TEXT, ['on-accent'], ['accent', 'accent-hover']],
  [TEXT, ['accent'], ['accent-faint']],
  [TEXT, ['warn'], ['warn-faint', 'raised']],
  [TEXT, ['text', 'quiet'], ['warn-faint']],
  [TEXT, ['bad'], ['bad-faint']],
  [SHAPE, ['line-strong'], ['surface', 'raised']],
];

const css = readFileSync(new URL('../../src/style/tokens.css', import.meta.url), 'utf8');
const [light, dark] = css.split(':root[data-theme="dark"]').map(colours);

for (const [name, theme] of Object.entries({ light, dark })) {
  test(`the page can be read in ${name} colours`, () => {
    for (const [least, fronts, grounds] of PAIRS) {
      for (const front of fronts) {
        for (const ground of grounds) {
          atLeast(least, theme![front], theme![ground], `${front} on ${ground}`);
        }
      }
    }
  });
}

test('the screen can be read in both', () => {
  for (const { foreground, background, selectionBackground } of [LIGHT, DARK]) {
    atLeast(TEXT, foreground, background, 'text');
    atLeast(TEXT, foreground, selectionBackground, 'selected text');
  }
  const { black, background, ...rest } = DARK;
  for (const [name, colour] of Object.entries(rest)) {
    // Black on a dark screen is what a program that asks for it gets, as in every terminal.
    if (!/^(selection|scrollbar|cursorAccent)/.test(name)) atLeast(TEXT, colour, background, name);
  }
  // On a light one xterm.js darkens what is too bright, the text of matches too.
  atLeast(TEXT, DARK.foreground, MATCHES.matchBackground, 'a match');
});

test('two colours that are too near are seen', () => {
  assert.throws(() => atLeast(TEXT, '#777777', '#ffffff', 'grey'), /grey: 4.48/);
  assert.equal(contrast('#000000', '#ffffff'), 21);
});

function atLeast(least: number, front: unknown, ground: unknown, what: string): void {
  const ratio = contrast(String(front), String(ground));
  assert.ok(ratio >= least, `${what}: ${ratio.toFixed(2)} instead of ${least}`);
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(colour: string): number {
  assert.match(colour, /^#[0-9a-f]{6}$/);
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function colours(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}
