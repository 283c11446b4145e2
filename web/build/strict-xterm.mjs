// Makes xterm.js live under a Content-Security-Policy without 'unsafe-inline' for styles: its <style>
// elements become constructed style sheets, its style attributes become properties. A new release that
// does either at another place fails the build here instead of losing its colours in the browser.
// Why: docs/decisions/0015.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const sheets = fileURLToPath(new URL('../src/screen/style-sheet.ts', import.meta.url));

/** What to look for, how often it must be there, and what takes its place. */
const changes = [
  [/[\w.]+\.createElement\("style"\)/g, 3, () => 'kubeTerminalStyleSheet()'],
  [
    /(\w)\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{(\w)\};`\)/g,
    1,
    (_, element, style) => `${element}.style.cssText+=${style}+";"`,
  ],
];

const leftOver = /createElement\(["'`]style["'`]\)|setAttribute\(["'`]style["'`]|\.innerHTML\s*=/;

/** The source of xterm.js without inline styles. */
export function strict(source) {
  let changed = source;
  for (const [pattern, times, replacement] of changes) {
    const found = changed.match(pattern)?.length ?? 0;
    if (found !== times) {
      throw new Error(`xterm.js has ${found} instead of ${times} of ${pattern}: look at it anew`);
    }
    changed = changed.replace(pattern, replacement);
  }
  if (leftOver.test(changed)) {
    throw new Error('xterm.js makes inline styles at a place that is not known: look at it anew');
  }
  return `import { styleSheet as kubeTerminalStyleSheet } from ${JSON.stringify(sheets)};\n${changed}`;
}

/** An esbuild plugin that does so while bundling. */
export function strictXterm() {
  return {
    name: 'strict-xterm',
    setup(build) {
      build.onLoad({ filter: /@xterm[\\/]xterm[\\/]lib[\\/]xterm\.m?js$/ }, async ({ path }) => ({
        contents: strict(await readFile(path, 'utf8')),
        loader: 'js',
      }));
    },
  };
}
