import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayMillis, GOOD_AFTER_MS, nextAttempt } from '../src/rules/reconnect.ts';

test('the wait doubles up to half a minute', () => {
  const waits = Array.from({ length: 9 }, (_, attempt) => delayMillis(attempt, 1));
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  assert.equal(delayMillis(100_000, 1), 30_000);
});

test('chance spreads it over the upper half', () => {
  assert.equal(delayMillis(3, 0), 2000);
  assert.equal(delayMillis(3, 0.5), 3000);
});

test('only a connection that lived begins anew', () => {
  assert.equal(nextAttempt(5, GOOD_AFTER_MS), 0);
  assert.equal(nextAttempt(5, GOOD_AFTER_MS - 1), 6);
  assert.equal(nextAttempt(5, 0), 6);
});
