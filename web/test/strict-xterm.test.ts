import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { strict } from '../build/strict-xterm.mjs';

const lib = new URL('../../node_modules/@xterm/xterm/lib/xterm.mjs', import.meta.url);
const source = readFileSync(lib, 'utf8');

test('xterm.js is left without inline styles', () => {
  const changed = strict(source);
  assert.doesNotMatch(changed, /createElement\("style"\)|setAttribute\("style"/);
  assert.equal(changed.match(/kubeTerminalStyleSheet\(\)/g)?.length, 3);
});

test('another xterm.js fails the build instead of losing its colours', () => {
  assert.throws(() => strict(source.replace('createElement("style")', 'createElement("link")')), /anew/);
  assert.throws(() => strict(`${source};x.createElement('style')`), /anew/);
});
