import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beatIsDue } from '../src/rules/beats.ts';

const never = -Infinity;
const S = 1000;

/** Seconds; a terminal with a TTL of 10 minutes unless told otherwise. */
const cases: Array<[string, { ttl?: number; acted: number; typed?: number; beaten?: number; now: number }, boolean]> = [
  ['somebody came, and no beat yet', { acted: 0, now: 1 }, true],
  ['somebody was there 9:59 ago', { acted: 0, now: 599 }, true],
  ['nobody for the whole TTL', { acted: 0, now: 600 }, false],
  ['nobody ever', { acted: never, now: 0 }, false],
  ['a beat 59 s ago', { acted: 0, beaten: 0, now: 59 }, false],
  ['a beat a minute ago', { acted: 0, beaten: 0, now: 60 }, true],
  ['typed 30 s ago: the gateway has beaten', { acted: 0, typed: 0, now: 30 }, false],
  ['typed a minute ago', { acted: 0, typed: 0, now: 60 }, true],
  ['a short TTL: twice in it', { ttl: 60, acted: 0, beaten: 0, now: 30 }, true],
  ['a short TTL: not more often', { ttl: 60, acted: 0, beaten: 0, now: 29 }, false],
  ['a short TTL that nobody used', { ttl: 60, acted: 0, beaten: 0, now: 60 }, false],
];

for (const [name, { ttl = 600, acted, typed = never, beaten = never, now }, due] of cases) {
  test(`${name}: ${due ? 'beat' : 'no beat'}`, () => {
    const signs = { ttlMillis: ttl * S, acted: acted * S, typed: typed * S, beaten: beaten * S };
    assert.equal(beatIsDue(signs, now * S), due);
  });
}

test('an abandoned tab lets a terminal go within two TTLs', () => {
  const ttlMillis = 600 * S;
  let beaten = never;
  for (let now = 0; now <= 3 * ttlMillis; now += S) {
    if (beatIsDue({ ttlMillis, acted: 0, typed: never, beaten }, now)) beaten = now;
  }
  assert.ok(beaten < ttlMillis, `last beat at ${beaten}`);
});
