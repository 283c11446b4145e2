import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ttlChoices, ttlComplaint } from '../src/rules/ttl.ts';

test('the usual times within the bounds, and always the default', () => {
  const seconds = ttlChoices({ default: 900, min: 300, max: 3600 }).map((choice) => choice.seconds);
  assert.deepEqual(seconds, [300, 600, 900, 1800, 3600]);
});

test('the default is not there twice', () => {
  assert.equal(ttlChoices({ default: 600, min: 60, max: 86_400 }).filter((c) => c.seconds === 600).length, 1);
});

test('outside of the bounds is told with the bounds', () => {
  const bounds = { min: 60, max: 3600 };
  assert.equal(ttlComplaint(60, bounds), '');
  assert.equal(ttlComplaint(3600, bounds), '');
  assert.equal(ttlComplaint(59, bounds), 'Choose between 1 minute and 1 hour.');
  assert.equal(ttlComplaint(NaN, bounds), 'Choose between 1 minute and 1 hour.');
});
