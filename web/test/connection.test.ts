import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Connection, type Way } from '../src/screen/connection.ts';
import type { Outcome } from '../src/wire/api.ts';
import { readProblem } from '../src/wire/problem.ts';

/** A socket whose other end is the test. */
class FakeSocket {
  readyState = 1;
  bufferedAmount = 0;
  binaryType = '';
  sent: string[] = [];
  onopen = () => {};
  onmessage = (_: { data: ArrayBuffer }) => {};
  onclose = (_: { code: number; reason: string }) => {};
  send(message: Uint8Array) {
    this.sent.push(new TextDecoder().decode(message));
  }
  close() {
    this.readyState = 3;
  }
  says(text: string) {
    this.onmessage({ data: new TextEncoder().encode(text).buffer as ArrayBuffer });
  }
}

const LET_IN: Outcome<void> = { ok: true, value: undefined };

function setUp(t: TestContext, tickets: Array<Outcome<void>> = []) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const sockets: FakeSocket[] = [];
  const ways: Way[] = [];
  const drawn: string[] = [];
  const connection = new Connection({
    ticket: async () => tickets.shift() ?? LET_IN,
    socket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    size: () => ({ columns: 80, rows: 24 }),
    draw: (bytes, fresh, done) => {
      drawn.push((fresh ? 'fresh ' : '') + new TextDecoder().decode(bytes));
      done();
    },
    tell: (way) => ways.push(way),
    now: Date.now,
    chance: () => 1,
  });
  return { connection, sockets, ways, drawn, kinds: () => ways.map((way) => way.kind) };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

test('it asks for a ticket, connects, says hello and draws', async (t) => {
  const { connection, sockets, drawn, kinds } = setUp(t);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  sockets[0]!.says('0hi');
  assert.deepEqual(kinds(), ['connecting', 'open']);
  assert.deepEqual(JSON.parse(sockets[0]!.sent[0]!), { AuthToken: '', columns: 80, rows: 24 });
  assert.deepEqual(drawn, ['hi']);
});

test('what is typed and resized arrives while it is open, and only then', async (t) => {
  const { connection, sockets } = setUp(t);
  assert.equal(connection.type('too early'), false);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  assert.equal(connection.type('ls\r'), true);
  connection.resize({ columns: 100, rows: 30 });
  assert.deepEqual(sockets[0]!.sent.slice(1), ['0ls\r', '1{"columns":100,"rows":30}']);
});

test('a lost connection comes back by itself, and its screen begins anew', async (t) => {
  const { connection, sockets, drawn, kinds, ways } = setUp(t);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  sockets[0]!.says('0old');
  sockets[0]!.onclose({ code: 1006, reason: '' });
  assert.equal(kinds().at(-1), 'waiting');
  t.mock.timers.tick(500);
  await settled();
  assert.deepEqual(ways.at(-1), { kind: 'connecting', again: true });
  sockets[1]!.onopen();
  sockets[1]!.says('0new');
  sockets[1]!.says('0er');
  assert.deepEqual(drawn, ['old', 'fresh new', 'er']);
});

test('each failure makes the wait longer, until a connection has lived', async (t) => {
  const { connection, sockets, ways } = setUp(t);
  const waited = () => {
    const way = ways.at(-1)!;
    return way.kind === 'waiting' ? way.until - Date.now() : NaN;
  };
  connection.connect();
  for (const expected of [500, 1000, 2000]) {
    await settled();
    sockets.at(-1)!.onclose({ code: 1006, reason: '' });
    assert.equal(waited(), expected);
    t.mock.timers.tick(expected);
  }
  await settled();
  sockets.at(-1)!.onopen();
  t.mock.timers.tick(60_000);
  sockets.at(-1)!.onclose({ code: 1011, reason: '' });
  assert.equal(waited(), 500);
});

test('a person need not wait', async (t) => {
  const { connection, sockets, kinds } = setUp(t, [
    { ok: false, problem: readProblem(503, { detail: 'Busy.' }) },
  ]);
  connection.connect();
  await settled();
  assert.equal(kinds().at(-1), 'waiting');
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(sockets.length, 1, 'the timer of the wait is gone');
});

const refusals: Array<[number, object, Way['kind']]> = [
  [401, {}, 'stopped'],
  [404, {}, 'unknown'],
  [409, { code: 'TERMINAL_NOT_READY' }, 'waiting'],
  [410, { reason: 'IDLE' }, 'ended'],
  [429, {}, 'waiting'],
  [502, {}, 'waiting'],
];

for (const [status, body, kind] of refusals) {
  test(`a ticket refused with ${status} means: ${kind}`, async (t) => {
    const { connection, kinds } = setUp(t, [{ ok: false, problem: readProblem(status, body) }]);
    connection.connect();
    await settled();
    assert.equal(kinds().at(-1), kind);
  });
}

test('the end of the shell is told, and asked for it connects again', async (t) => {
  const { connection, sockets, kinds } = setUp(t);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  sockets[0]!.onclose({ code: 1000, reason: '' });
  t.mock.timers.tick(120_000);
  await settled();
  assert.equal(kinds().at(-1), 'exited');
  connection.connect();
  await settled();
  assert.equal(sockets.length, 2);
});

test('the end of the terminal is told with its reason', async (t) => {
  const { connection, sockets, ways } = setUp(t);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  sockets[0]!.onclose({ code: 4410, reason: 'IDLE' });
  assert.deepEqual(ways.at(-1), { kind: 'ended', reason: 'IDLE' });
});

test('nothing of an older connection is listened to', async (t) => {
  const { connection, sockets, kinds } = setUp(t);
  connection.connect();
  await settled();
  sockets[0]!.onopen();
  connection.stop();
  sockets[0]!.onclose({ code: 1006, reason: '' });
  assert.equal(kinds().at(-1), 'stopped');
});

test('a flood pauses the shell until it is drawn', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const socket = new FakeSocket();
  const waiting: Array<() => void> = [];
  const connection = new Connection({
    ticket: async () => LET_IN,
    socket: () => socket as unknown as WebSocket,
    size: () => ({ columns: 80, rows: 24 }),
    draw: (_, __, done) => void waiting.push(done),
    tell: () => {},
    now: Date.now,
    chance: Math.random,
  });
  connection.connect();
  await settled();
  socket.onopen();
  const message = '0' + 'y\n'.repeat(8192);
  for (let i = 0; i < 20; i++) socket.says(message);
  assert.deepEqual(socket.sent.slice(1), ['2']);
  for (const done of waiting) done();
  assert.deepEqual(socket.sent.slice(1), ['2', '3']);
});

test('a terminal of somebody else is not asked for again', async (t) => {
  const foreign = { ok: false as const, problem: readProblem(403, { code: 'NOT_THE_OWNER' }) };
  const { connection, sockets, kinds } = setUp(t, [foreign]);
  connection.connect();
  await settled();
  t.mock.timers.tick(120_000);
  await settled();
  assert.deepEqual(kinds(), ['connecting', 'foreign']);
  assert.equal(sockets.length, 0);
});

test('a service that asks for patience gets it, up to a minute', async (t) => {
  const away = (after: number) => ({ ok: false as const, problem: readProblem(503, {}, after) });
  const { connection, sockets, kinds } = setUp(t, [away(20), away(3600)]);
  connection.connect();
  await settled();
  t.mock.timers.tick(19_999);
  await settled();
  assert.equal(kinds().at(-1), 'waiting');
  t.mock.timers.tick(1);
  await settled();
  assert.deepEqual(kinds(), ['connecting', 'waiting', 'connecting', 'waiting']);
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(sockets.length, 1);
});
