import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, keyIn, routeOf } from '../src/rules/route.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('the address says where one is', () => {
  assert.deepEqual(routeOf(''), { kind: 'list' });
  assert.deepEqual(routeOf('#/'), { kind: 'list' });
  assert.deepEqual(routeOf(hashOf(ID)), { kind: 'terminal', id: ID });
  assert.deepEqual(routeOf('#key=a%2Bb'), { kind: 'sign-in', key: 'a+b' });
});

test('what is no address of the page is the list', () => {
  for (const hash of ['#/terminals/', '#/terminals/../x', '#/terminals/<b>', '#/other', '#x']) {
    assert.deepEqual(routeOf(hash), { kind: 'list' });
  }
});

test('a broken escape does not break the page', () => {
  assert.deepEqual(routeOf('#key=%E0%A4%A'), { kind: 'sign-in', key: '%E0%A4%A' });
});

test('the key is found in a pasted URL, or is what was pasted', () => {
  assert.equal(keyIn(' http://127.0.0.1:8080/#key=abc \n'), 'abc');
  assert.equal(keyIn('abc'), 'abc');
});
