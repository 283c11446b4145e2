import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsIn, textOf } from '../src/rules/tab-ids.ts';

const ONE = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TWO = '1f8fad5b-d9cb-469f-a165-70867728950e';

test('the tabs of before a reload come back in their order', () => {
  assert.deepEqual(idsIn(textOf([TWO, ONE])), [TWO, ONE]);
});

test('nothing but ids is kept, and nothing but ids comes back', () => {
  assert.equal(textOf(['eyJhbGciOi.token', ONE, 'a b', '<b>']), `${ONE} a b`);
  assert.deepEqual(idsIn(`list ${ONE} ../x ${ONE}`), [ONE]);
  assert.deepEqual(idsIn(null), []);
  assert.deepEqual(idsIn(''), []);
});

test('there is a bound', () => {
  const many = Array.from({ length: 500 }, (_, n) => n.toString(16));
  assert.equal(idsIn(textOf(many)).length, 50);
});
