import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from '@xterm/xterm';
import { guard, type Parser, plainPaste, plainTitle, safeLink } from '../src/screen/guard.ts';

/** What the real terminal types back when it is told this. */
async function answers(output: string, guarded: boolean): Promise<string> {
  const terminal = new Terminal({ allowProposedApi: true });
  if (guarded) guard(terminal.parser as Parser);
  let typed = '';
  terminal.onData((text) => (typed += text));
  await new Promise<void>((done) => terminal.write(output, done));
  return typed;
}

const ST = '\x1b\\';
const QUESTIONS: Array<[string, string]> = [
  ['DECRQSS for colours', `\x1bP$qm${ST}`],
  ['DECRQSS with a command in it', `\x1bP$q\rrm -rf x\r${ST}`],
  ['XTGETTCAP', `\x1bP+q544e${ST}`],
  ['the foreground colour', `\x1b]10;?${ST}`],
  ['the background colour', '\x1b]11;?\x07'],
  ['the cursor colour', `\x1b]12;?${ST}`],
  ['colours in one go', `\x1b]10;?;?;?${ST}`],
  ['a palette colour', `\x1b]4;1;?${ST}`],
  ['the title', '\x1b[21t'],
  ['the icon label', '\x1b[20t'],
  ['the window in pixels', '\x1b[14t'],
  ['the clipboard', `\x1b]52;c;?${ST}`],
  ['Sixel and font', `\x1b]50;?${ST}`],
];

for (const [name, output] of QUESTIONS) {
  test(`asked for ${name}, nothing is typed back`, async () => {
    assert.equal(await answers(output, true), '');
  });
}

test('without the guard some of it would be', async () => {
  assert.notEqual(await answers(`\x1bP$qm${ST}`, false), '');
});

test('what programs need is still answered', async () => {
  assert.match(await answers('\x1b[6n', true), /^\x1b\[\d+;\d+R$/);
  assert.notEqual(await answers('\x1b[c', true), '');
});

test('text behind a refused sequence is drawn', async () => {
  const terminal = new Terminal({ allowProposedApi: true });
  guard(terminal.parser as Parser);
  await new Promise<void>((done) => terminal.write(`\x1b]52;c;aGk=${ST}\x1bP$qm${ST}ok`, done));
  assert.equal(terminal.buffer.active.getLine(0)!.translateToString(true), 'ok');
});

test('a title is short plain text', () => {
  assert.equal(plainTitle('vim README.md'), 'vim README.md');
  assert.equal(plainTitle(' a\x07\x1b[2J\n\tb '), 'a[2Jb');
  assert.equal(plainTitle('\u202egpj.exe\u2066'), 'gpj.exe');
  assert.equal(plainTitle('<b>x</b>'), '<b>x</b>');
  assert.equal([...plainTitle('😀'.repeat(500))].length, 80);
});

test('only links to the web are links', () => {
  assert.equal(safeLink('https://example.org/a?b#c')?.href, 'https://example.org/a?b#c');
  assert.equal(safeLink('http://127.0.0.1:8080/')?.href, 'http://127.0.0.1:8080/');
  for (const link of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'vscode://x',
    'blob:https://example.org/1',
    'https://bank.example@evil.example/',
    '//example.org',
    '/relative',
    '',
    'https://example.org/' + 'x'.repeat(3000),
  ]) {
    assert.equal(safeLink(link), undefined, link);
  }
});

test('a paste cannot end its own brackets or press a key', () => {
  assert.equal(plainPaste('one\n\ttwo\r\nthree'), 'one\n\ttwo\r\nthree');
  assert.equal(plainPaste('x\x1b[201~rm -rf y\x03\x9b'), 'x[201~rm -rf y');
});
