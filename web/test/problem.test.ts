import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProblem, retryAfterSeconds } from '../src/wire/problem.ts';

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

test('what a person may not do has words of what can be done instead', () => {
  const cases: Array<[number, string, RegExp]> = [
    [401, 'NOT_SIGNED_IN', /^Sign in again\.$/],
    [403, 'NOT_THE_OWNER', /^An administrator may see and close it/],
    [409, 'CREDENTIAL_KIND', /same kind/],
    [429, 'TOO_MANY_TERMINALS', /^Close one that you do not need, or try again in a moment\.$/],
    [429, 'TOO_MANY_CREATES', /^Try again in a moment\.$/],
    [503, 'CLUSTER_UNAVAILABLE', /^Your terminals stay\. Try again in a moment\.$/],
    [503, 'ISSUER_UNAVAILABLE', /^Your terminals stay\./],
  ];
  for (const [status, code, advice] of cases) {
    assert.match(readProblem(status, { code, detail: 'No.' }).advice, advice);
  }
});

test('how long to wait is told as a time, wherever the service says it', () => {
  const advice = (status: number, code: string, after: number) =>
    readProblem(status, { code }, after).advice;
  assert.equal(advice(429, 'TOO_MANY_CREATES', 12), 'Try again in 12 seconds.');
  assert.equal(
    advice(429, 'TOO_MANY_TERMINALS', 90),
    'Close one that you do not need, or try again in 1 minute 30 seconds.',
  );
  assert.equal(advice(503, 'CLUSTER_UNAVAILABLE', 1), 'Your terminals stay. Try again in 1 second.');
  assert.equal(advice(429, 'SOMETHING_NEW', 5), 'Try again in 5 seconds.');
  assert.equal(advice(403, 'NOT_THE_OWNER', 5), readProblem(403, { code: 'NOT_THE_OWNER' }).advice);
  assert.equal(readProblem(429, {}, 12).retryAfterSeconds, 12);
  assert.equal('retryAfterSeconds' in readProblem(429, {}), false);
});

test('Retry-After is seconds or a date, and bounded', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  const cases: Array<[string | null, number | undefined]> = [
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['0', 1],
    ['12', 12],
    ['99999999999', 86_400],
    ['Tue, 24 Nov 2026 10:00:30 GMT', 30],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 1],
  ];
  for (const [header, seconds] of cases) {
    assert.equal(retryAfterSeconds(header, now), seconds, `${header}`);
  }
});

test('a code that is the name of something in every object has no words of its own', () => {
  assert.equal(readProblem(500, { code: 'constructor' }).advice, 'Try again in a moment.');
});
