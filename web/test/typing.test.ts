import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_WAITING, Typing } from '../src/screen/typing.ts';

function line() {
  const sent: string[] = [];
  const it = {
    bufferedAmount: 0,
    send: (message: Uint8Array) => void sent.push(new TextDecoder().decode(message.subarray(1))),
  };
  return { it, sent };
}

test('what is typed is sent at once and in order', () => {
  const { it, sent } = line();
  const typing = new Typing(it);
  typing.type('a');
  typing.typeBytes('b');
  typing.type('c');
  assert.deepEqual(sent, ['a', 'b', 'c']);
});

test('a big paste waits while the network is slow, and arrives whole', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { it, sent } = line();
  const typing = new Typing(it);
  const paste = 'x'.repeat(100_000);
  it.bufferedAmount = 1e6;
  assert.ok(typing.type(paste));
  assert.ok(typing.type('!'));
  assert.deepEqual(sent, []);
  it.bufferedAmount = 0;
  t.mock.timers.tick(20);
  assert.equal(sent.join(''), paste + '!');
});

test('what is too much is refused as a whole', () => {
  const { it, sent } = line();
  assert.equal(new Typing(it).type('x'.repeat(MOST_WAITING + 1)), false);
  assert.deepEqual(sent, []);
});

test('nothing is sent after the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { it, sent } = line();
  const typing = new Typing(it);
  it.bufferedAmount = 1e6;
  typing.type('lost');
  typing.stop();
  it.bufferedAmount = 0;
  t.mock.timers.tick(1000);
  assert.deepEqual(sent, []);
});
