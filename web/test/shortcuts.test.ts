import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortcutOf } from '../src/page/shortcuts.ts';

const press = (keys: string) => {
  const parts = keys.split(' ');
  const key = parts.at(-1)!;
  return shortcutOf({
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
  });
};

test('the keys of the page', () => {
  assert.equal(press('Ctrl Shift C'), 'copy');
  assert.equal(press('Ctrl Shift V'), 'paste');
  assert.equal(press('Ctrl Shift F'), 'find');
  assert.equal(press('Ctrl +'), 'larger');
  assert.equal(press('Ctrl ='), 'larger');
  assert.equal(press('Meta -'), 'smaller');
  assert.equal(press('Ctrl 0'), 'usual');
  assert.equal(press('Ctrl F6'), 'leave');
  assert.equal(press('Ctrl Shift F6'), 'leave-backwards');
});

test('everything else is for the shell', () => {
  for (const keys of ['c', 'Ctrl c', 'Ctrl f', 'Ctrl v', 'Tab', 'F6', 'Ctrl _', 'Alt Ctrl Shift C', 'Ctrl Shift X']) {
    assert.equal(press(keys), undefined, keys);
  }
});
