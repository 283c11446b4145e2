import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, countdown, duration } from '../src/rules/countdown.ts';

test('a countdown in minutes and seconds, or hours', () => {
  const S = 1000;
  const cases: Array<[number, string]> = [
    [-5 * S, '0:00'],
    [0, '0:00'],
    [1, '0:01'],
    [59 * S, '0:59'],
    [60 * S, '1:00'],
    [599.2 * S, '10:00'],
    [3600 * S, '1:00:00'],
    [86_399 * S, '23:59:59'],
  ];
  for (const [millis, words] of cases) assert.equal(countdown(millis), words);
});

test('a duration in words', () => {
  assert.equal(duration(60), '1 minute');
  assert.equal(duration(600), '10 minutes');
  assert.equal(duration(5400), '1 hour 30 minutes');
  assert.equal(duration(86_400), '24 hours');
  assert.equal(duration(45), '45 seconds');
  assert.equal(duration(0), '0 seconds');
});

test('how long ago, never in the future', () => {
  const at = (seconds: number) => ago(0, seconds * 1000);
  assert.equal(at(-30), 'just now');
  assert.equal(at(9), 'just now');
  assert.equal(at(59), '59 seconds ago');
  assert.equal(at(60), '1 minute ago');
  assert.equal(at(7200), '2 hours ago');
  assert.equal(at(200_000), '2 days ago');
});
