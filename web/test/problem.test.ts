import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProblem } from '../src/wire/problem.ts';

test('a problem is told in the words of the service, with what to do', () => {
  const problem = readProblem(401, { title: 'x', detail: 'This key was used.', code: 'KEY_REFUSED' });
  assert.equal(problem.words, 'This key was used.');
  assert.equal(problem.code, 'key-refused');
  assert.match(problem.advice, /URL/);
});

test('field, reason and the words of the cluster are kept', () => {
  const problem = readProblem(422, { code: 'terminal-refused', reason: 'QUOTA', message: 'no', field: 'image' });
  assert.equal(problem.reason, 'QUOTA');
  assert.equal(problem.message, 'no');
  assert.equal(problem.field, 'image');
});

for (const body of [undefined, null, 'text', 42, [], { detail: 7, code: {} }]) {
  test(`a body that is no problem still has words: ${JSON.stringify(body)}`, () => {
    const problem = readProblem(502, body);
    assert.equal(problem.words, 'The service answered 502.');
    assert.match(problem.advice, /again/);
  });
}
