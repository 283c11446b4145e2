import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRenewable, type Kind, kindOf, tokenIn } from '../src/rules/credential.ts';
import type { Choices, State } from '../src/wire/terminal.ts';

test('a token is found in what people paste', () => {
  for (const pasted of [
    'abc.def-_',
    '  abc.def-_\n',
    'abc.\n  def-_',
    'Bearer abc.def-_',
    'authorization: bearer abc.def-_',
  ]) {
    assert.equal(tokenIn(pasted), 'abc.def-_');
  }
  assert.equal(tokenIn('Bearerabc'), 'Bearerabc');
  assert.equal(tokenIn(' '), '');
});

test('the service knows the kind of a credential better than this page', () => {
  assert.equal(kindOf({ credential: 'KUBECONFIG' }, 'token'), 'kubeconfig');
  assert.equal(kindOf({}, 'token'), 'token');
  assert.equal(kindOf({ credential: 'SOMETHING_NEW' }, 'token'), 'token');
  assert.equal(kindOf({}, undefined), undefined);
});

test('what lives and has a credential can be given a newer one', () => {
  const cases: Array<[State, Kind | undefined, Choices['credential'], boolean]> = [
    ['READY', 'token', 'own', true],
    ['REQUESTED', 'kubeconfig', 'optional', true],
    ['READY', undefined, 'own', true],
    ['READY', undefined, 'required', true],
    ['READY', undefined, 'optional', false],
    ['READY', 'none', 'required', false],
    ['CLOSING', 'token', 'own', false],
    ['CLOSED', 'token', 'own', false],
    ['FAILED', 'token', 'own', false],
    ['UNKNOWN', 'token', 'own', false],
  ];
  for (const [state, opened, choices, renewable] of cases) {
    assert.equal(isRenewable({ state }, opened, choices), renewable, `${state} ${opened} ${choices}`);
  }
});
