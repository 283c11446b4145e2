import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Api } from '../src/wire/api.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TOKEN = 'canary.token';

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** An API whose service is the test: it answers the same to everything, and remembers what was asked. */
function service(t: TestContext, status: number, body: unknown = {}, headers: Record<string, string> = {}) {
  const sent: Sent[] = [];
  t.mock.method(globalThis, 'fetch', async (path: string, init: RequestInit) => {
    sent.push({
      method: init.method!,
      path,
      headers: init.headers as Record<string, string>,
      body: init.body === undefined ? undefined : JSON.parse(init.body as string),
    });
    const text = status === 204 ? null : JSON.stringify(body);
    return new Response(text, { status, headers });
  });
  return { api: new Api(), sent };
}

test('a credential is in the body of a request and nowhere else of it', async (t) => {
  const { api, sent } = service(t, 204);
  await api.signIn({ token: TOKEN });
  await api.open({ namespace: 'shop', token: TOKEN }, 'key');
  await api.renew(ID, { token: TOKEN });
  await api.renew(ID, { kubeconfig: TOKEN });
  assert.deepEqual(
    sent.map(({ method, path }) => `${method} ${path}`),
    [
      'POST /api/v1/sign-in',
      'POST /api/v1/terminals',
      `PUT /api/v1/terminals/${ID}/token`,
      `PUT /api/v1/terminals/${ID}/token`,
    ],
  );
  assert.deepEqual(sent[0]!.body, { token: TOKEN });
  assert.deepEqual(sent[2]!.body, { token: TOKEN });
  assert.deepEqual(sent[3]!.body, { kubeconfig: TOKEN });
  for (const { path, headers } of sent) {
    assert.equal(JSON.stringify({ path, headers }).includes(TOKEN), false);
  }
});

test('an open request without a credential says nothing of one', async (t) => {
  const { api, sent } = service(t, 202, { terminalId: ID });
  await api.open({ namespace: 'shop' }, 'key');
  assert.deepEqual(sent[0]!.body, { namespace: 'shop' });
});

test('what one signs in with is asked, and signing out ends the session', async (t) => {
  const { api, sent } = service(t, 200, { with: 'token' });
  const asked = await api.signInWith();
  assert.deepEqual(asked, { ok: true, value: { with: 'token' } });
  await api.signOut();
  assert.deepEqual(
    sent.map(({ method, path }) => `${method} ${path}`),
    ['GET /api/v1/sign-in', 'DELETE /api/v1/sign-in'],
  );
});

test('401 in the middle of work ends the session, and at the sign-in it is only a refusal', async (t) => {
  const { api } = service(t, 401, { code: 'NOT_SIGNED_IN', detail: 'Sign in.' });
  let ended = 0;
  api.onSignedOut = () => ended++;
  await api.signInWith();
  await api.signIn({ token: TOKEN });
  await api.signOut();
  assert.equal(ended, 0);
  await api.beat(ID);
  assert.equal(ended, 1);
});

test('what the service asks for with Retry-After is in the words', async (t) => {
  const { api } = service(t, 429, { code: 'TOO_MANY_CREATES', detail: 'Too fast.' }, { 'Retry-After': '12' });
  const outcome = await api.open({}, 'key');
  assert.ok(!outcome.ok);
  assert.equal(outcome.problem.words, 'Too fast.');
  assert.equal(outcome.problem.advice, 'Try again in 12 seconds.');
});
