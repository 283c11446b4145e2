import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, endsByWords, isLast } from '../src/rules/lifetime.ts';
import type { State } from '../src/wire/terminal.ts';

const at = (clock: string) => `2026-11-24T${clock}Z`;
const now = (clock: string) => Date.parse(at(clock));
const terminal = (times: { expiresAt?: string; endsBy?: string }, state: State = 'READY') => ({
  state,
  requestedAt: at('10:00:00'),
  ...times,
});

test('the nearer of two ends counts', () => {
  const idle = { expiresAt: at('10:10:00') };
  assert.deepEqual(endOf(terminal(idle)), { at: now('10:10:00'), because: 'unused' });
  assert.deepEqual(endOf(terminal({ ...idle, endsBy: at('10:05:00') })), {
    at: now('10:05:00'),
    because: 'lifetime',
  });
  assert.equal(endOf(terminal({ ...idle, endsBy: at('12:00:00') }))?.because, 'unused');
  assert.equal(endOf(terminal({ endsBy: at('12:00:00') }))?.because, 'lifetime');
});

test('a terminal that cannot be used, or has no end, counts nothing down', () => {
  assert.equal(endOf(terminal({ endsBy: at('12:00:00') }, 'REQUESTED')), undefined);
  assert.equal(endOf(terminal({ endsBy: at('12:00:00') }, 'CLOSED')), undefined);
  assert.equal(endOf(terminal({})), undefined);
  assert.equal(endOf(terminal({ endsBy: 'nonsense', expiresAt: '' })), undefined);
});

test('the last five minutes of a life, or the last fifth of a short one', () => {
  const day = terminal({ endsBy: at('20:00:00') });
  assert.equal(isLast(day, now('19:54:59')), false);
  assert.equal(isLast(day, now('19:55:00')), true);
  const short = terminal({ endsBy: at('10:05:00') });
  assert.equal(isLast(short, now('10:03:59')), false);
  assert.equal(isLast(short, now('10:04:00')), true);
  assert.equal(isLast(terminal({}), now('10:04:00')), false);
  assert.equal(isLast(terminal({ endsBy: at('10:05:00') }, 'CLOSING'), now('10:04:59')), false);
});

test('when it ends at the latest is a time of the day, with the day when it is another one', () => {
  const words = (endsBy: string, clock: string, zone = 'UTC') => endsByWords(endsBy, now(clock), zone);
  assert.equal(words(at('20:05:00'), '10:00:00'), '20:05');
  assert.equal(words('2026-11-25T10:00:00Z', '10:00:00'), '25 Nov, 10:00');
  assert.equal(words(at('23:30:00'), '10:00:00', 'Europe/Berlin'), '25 Nov, 00:30');
  assert.equal(words(at('09:59:59'), '10:00:00'), '09:59');
  assert.equal(words('nonsense', '10:00:00'), '');
});
