import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROW_KEYS, withCtrl } from '../src/rules/keys.ts';

test('Ctrl makes of a character what a keyboard sends', () => {
  const cases: Array<[string, string]> = [
    ['c', '\x03'],
    ['C', '\x03'],
    ['a', '\x01'],
    ['z', '\x1a'],
    ['[', '\x1b'],
    ['\\', '\x1c'],
    [']', '\x1d'],
    [' ', '\0'],
    ['@', '\0'],
    ['/', '\x1f'],
    ['_', '\x1f'],
    ['?', '\x7f'],
  ];
  for (const [typed, sent] of cases) assert.equal(withCtrl(typed), sent, typed);
});

test('Ctrl leaves alone what no keyboard changes', () => {
  for (const typed of ['1', 'é', '\r', 'ab', '\x1b[A']) assert.equal(withCtrl(typed), typed);
});

test('the arrows follow the cursor mode of the program', () => {
  const up = ROW_KEYS.find((key) => key.label === '↑')!;
  assert.equal(up.types(false), '\x1b[A');
  assert.equal(up.types(true), '\x1bOA');
});

test('each key has a name and types something', () => {
  for (const key of ROW_KEYS) {
    assert.notEqual(key.name, '');
    assert.notEqual(key.types(false), '');
  }
});
