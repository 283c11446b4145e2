// Bundles each test with what it imports, and runs them all with Node's own test runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strictXterm } from './strict-xterm.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const out = join(web, 'target/test');
const only = process.argv[2] ?? '';

const tests = (await readdir(join(web, 'test')))
  .filter((name) => name.endsWith('.test.ts') && name.includes(only));
if (tests.length === 0) throw new Error(`no test is named like "${only}"`);

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: web,
  entryPoints: tests.map((name) => join('test', name)),
  bundle: true,
  platform: 'node',
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  outdir: out,
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
  plugins: [strictXterm()],
});
const files = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
const run = spawnSync(
  process.execPath,
  ['--enable-source-maps', '--no-warnings', '--test', '--test-reporter=spec', ...files],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
const said = run.stdout + run.stderr;
const failed = run.status !== 0;
// What passed is a number, unless somebody looks at one test or something failed.
console.log(failed || only !== '' ? said : `${/tests (\d+)/.exec(said)?.[1] ?? 'All'} tests passed.`);
process.exit(failed ? 1 : 0);
