import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binaryInput, decode, hello, input, LONGEST_INPUT, resize } from '../src/wire/protocol.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const message = (bytes: number[]) => Uint8Array.from(bytes).buffer;

test('the first message has an empty token and the size', () => {
  assert.deepEqual(JSON.parse(text(hello({ columns: 80, rows: 24 }))), {
    AuthToken: '',
    columns: 80,
    rows: 24,
  });
});

test('a resize is its prefix and the size', () => {
  assert.equal(text(resize({ columns: 132, rows: 50 })), '1{"columns":132,"rows":50}');
});

test('input is its prefix and the text as UTF-8', () => {
  assert.deepEqual([...input('ls\r')].map(text), ['0ls\r']);
  assert.deepEqual([...input('é😀')].map(text), ['0é😀']);
  assert.deepEqual([...input('')], []);
});

test('long input comes in pieces that together are the input', () => {
  const long = 'line of a paste\r'.repeat(2000);
  const pieces = [...input(long)].map(text);
  assert.ok(pieces.length > 1);
  assert.ok(pieces.every((piece) => piece.startsWith('0') && piece.length <= LONGEST_INPUT + 1));
  assert.equal(pieces.map((piece) => piece.slice(1)).join(''), long);
});

test('no piece splits a character', () => {
  const long = 'a' + '😀'.repeat(LONGEST_INPUT);
  const pieces = [...input(long)].map(text);
  assert.ok(pieces.every((piece) => !piece.includes('\ufffd')));
  assert.equal(pieces.map((piece) => piece.slice(1)).join(''), long);
});

test('binary input keeps its bytes', () => {
  assert.deepEqual([...binaryInput('\x1b[M\xff')], [0x30, 0x1b, 0x5b, 0x4d, 0xff]);
});

test('output is bytes, whatever they are', () => {
  const said = decode(message([0x30, 0xff, 0x00, 0x41]));
  assert.deepEqual(said, { kind: 'output', bytes: Uint8Array.from([0xff, 0x00, 0x41]) });
});

test('a title is text of bounded length', () => {
  assert.deepEqual(decode('1vim'), { kind: 'title', text: 'vim' });
  const said = decode('1' + 'x'.repeat(100_000));
  assert.equal(said.kind === 'title' && said.text.length, 1024);
});

test('preferences, unknown and empty messages are told apart and nothing more', () => {
  assert.equal(decode('2{}').kind, 'preferences');
  assert.equal(decode('9?').kind, 'unknown');
  assert.equal(decode('').kind, 'unknown');
});
