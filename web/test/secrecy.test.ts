import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Places where a credential would outlive its request, and who may use them for what is none. */
const PLACES: Array<[what: RegExp, allowed: string[]]> = [
  [/\bconsole\b/, []],
  [/\blocalStorage\b/, ['page/preferences.ts']],
  [/\bsessionStorage\b/, ['page/open-tabs.ts']],
  [/\b(indexedDB|caches|cookie|cookieStore|sendBeacon|postMessage|BroadcastChannel)\b/, []],
  [/\bhistory\.(push|replace)State\b/, ['main.ts', 'page/app.ts']],
  [/\bdocument\.title\b/, ['page/app.ts', 'page/sign-in-page.ts']],
  [/\.innerHTML\b|\binsertAdjacentHTML\b|\beval\b/, []],
];

const src = new URL('../../src/', import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));

/** Which files name such a place; comments may. */
function users(what: RegExp, sources: Map<string, string>): string[] {
  return [...sources]
    .filter(([, text]) => what.test(text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')))
    .map(([name]) => name);
}

const sources = new Map(files.map((name) => [name, readFileSync(new URL(name, src), 'utf8')]));

for (const [what, allowed] of PLACES) {
  test(`only ${allowed.join(' and ') || 'nothing'} uses ${what.source}`, () => {
    assert.deepEqual(users(what, sources), allowed);
  });
}

test('a use of such a place is seen', () => {
  const planted = new Map([
    ['a.ts', 'localStorage.setItem("t", token)'],
    ['b.ts', '// localStorage\n/** localStorage */ const kept = 1;'],
  ]);
  assert.deepEqual(users(/\blocalStorage\b/, planted), ['a.ts']);
});
