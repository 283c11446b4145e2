import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TerminalStream, type Whose } from '../src/wire/stream.ts';
import { Terminals } from '../src/wire/terminals.ts';

/** An EventSource whose service is the test. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: FakeSource[] = [];
  readyState = 1;
  onopen = () => {};
  onerror = () => {};
  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
  says(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
}

function follow(t: TestContext, whose?: Whose) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  FakeSource.made = [];
  const page = { addEventListener() {}, removeEventListener() {}, visibilityState: 'visible' };
  Object.assign(globalThis, { EventSource: FakeSource, document: page });
  const terminals = new Terminals();
  const stream = new TerminalStream(terminals, whose);
  const live: boolean[] = [];
  const refused: string[] = [];
  stream.onLive = (now) => live.push(now);
  stream.onRefused = () => refused.push('asked');
  stream.start();
  return { stream, terminals, live, refused, source: () => FakeSource.made.at(-1)! };
}

test('everybody is asked for with a star, oneself without a name', (t) => {
  assert.equal(follow(t).source().url, '/api/v1/terminals/events');
  t.mock.timers.reset();
  assert.equal(follow(t, 'everybody').source().url, '/api/v1/terminals/events?user=*');
});

test('what the service tells is listed, and live', (t) => {
  const { terminals, live, source } = follow(t, 'everybody');
  source().onopen();
  source().says('terminal', { terminalId: 'a', owner: 'bob', requestedAt: '' });
  assert.equal(terminals.listed, false);
  source().says('listed', {});
  assert.equal(terminals.get('a')?.owner, 'bob');
  assert.deepEqual(live, [true]);
  source().says('gone', { terminalId: 'a' });
  assert.equal(terminals.get('a'), undefined);
});

test('a refusal is looked into, and tried again; a lost connection only tried again', (t) => {
  const { live, refused, source, stream } = follow(t);
  source().onerror();
  assert.deepEqual([live, refused], [[false], []]);
  t.mock.timers.tick(1000);
  assert.equal(FakeSource.made.length, 2);

  source().close();
  source().onerror();
  assert.deepEqual(refused, ['asked']);
  t.mock.timers.tick(2000);
  assert.equal(FakeSource.made.length, 3);

  stream.stop();
  source().onerror();
  t.mock.timers.tick(60_000);
  assert.equal(FakeSource.made.length, 3);
});
