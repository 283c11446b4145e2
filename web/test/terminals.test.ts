import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Terminal } from '../src/wire/terminal.ts';
import { Terminals } from '../src/wire/terminals.ts';

const terminal = (terminalId: string, more: Partial<Terminal> = {}): Terminal => ({
  terminalId,
  state: 'READY',
  owner: 'ann',
  namespace: 'default',
  ttlSeconds: 600,
  requestedAt: '2026-11-24T10:00:00Z',
  expiring: false,
  ...more,
});
const ids = (terminals: Terminals) => terminals.all().map((each) => each.terminalId);

test('the newest comes first', () => {
  const terminals = new Terminals();
  terminals.put(terminal('old'));
  terminals.put(terminal('new', { requestedAt: '2026-11-24T11:00:00Z' }));
  assert.deepEqual(ids(terminals), ['new', 'old']);
});

test('a new list replaces the old one only when it is whole', () => {
  const terminals = new Terminals();
  terminals.begin();
  terminals.put(terminal('a'));
  terminals.put(terminal('b'));
  terminals.wasListed();

  terminals.begin();
  terminals.put(terminal('b', { state: 'CLOSED' }));
  assert.deepEqual(ids(terminals), ['a', 'b'], 'nothing flickers meanwhile');
  assert.equal(terminals.get('b')!.state, 'CLOSED');
  terminals.wasListed();
  assert.deepEqual(ids(terminals), ['b']);
});

test('what is gone is gone', () => {
  const terminals = new Terminals();
  terminals.put(terminal('a'));
  terminals.gone('a');
  assert.deepEqual(ids(terminals), []);
});

test('each change is told', () => {
  const terminals = new Terminals();
  let told = 0;
  terminals.onChange(() => told++);
  terminals.put(terminal('a'));
  terminals.gone('a');
  terminals.wasListed();
  assert.equal(told, 3);
  assert.equal(terminals.listed, true);
});

test('an answer that comes after the stream has told more changes nothing', () => {
  const terminals = new Terminals();
  terminals.put(terminal('a', { state: 'READY' }));
  terminals.opened(terminal('a', { state: 'REQUESTED' }));
  assert.equal(terminals.get('a')?.state, 'READY');

  terminals.opened(terminal('b', { state: 'REQUESTED' }));
  assert.equal(terminals.get('b')?.state, 'REQUESTED');
});
