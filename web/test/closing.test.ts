import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningOf } from '../src/rules/closing.ts';

test('1000 is a shell that ended by itself', () => {
  assert.deepEqual(meaningOf(1000, ''), { kind: 'exited' });
});

test('4410 is a terminal that ended, with its reason', () => {
  assert.deepEqual(meaningOf(4410, 'IDLE'), { kind: 'ended', reason: 'IDLE' });
  assert.deepEqual(meaningOf(4410, ''), { kind: 'ended', reason: 'UNKNOWN' });
  assert.deepEqual(meaningOf(4410, '<b>'), { kind: 'ended', reason: 'UNKNOWN' });
});

for (const code of [1001, 1005, 1006, 1008, 1009, 1011, 1012, 4408, 4999]) {
  test(`${code} is only a lost connection, with words`, () => {
    const meaning = meaningOf(code, 'whatever');
    assert.equal(meaning.kind, 'lost');
    assert.match(meaning.kind === 'lost' ? meaning.words : '', /\.$/);
  });
}
