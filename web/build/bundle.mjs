// Bundles the page into the folder given: index.html and assets/ with content hashes in their names.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strictXterm } from './strict-xterm.mjs';
import { thirdParty } from './third-party.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const out = join(web, process.argv[2] ?? 'target/classes/kube-terminal-web');

await rm(out, { recursive: true, force: true });
const result = await build({
  absWorkingDir: web,
  entryPoints: { page: 'src/main.ts', style: 'src/style/page.css' },
  bundle: true,
  format: 'esm',
  target: ['chrome111', 'firefox114', 'safari16.4'],
  minify: true,
  legalComments: 'none',
  entryNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  loader: { '.svg': 'file' },
  outdir: out,
  metafile: true,
  logLevel: 'warning',
  plugins: [strictXterm()],
});

const assets = Object.entries(result.metafile.outputs);
const named = (entry) =>
  'assets/' + basename(assets.find(([, output]) => output.entryPoint === entry)[0]);

const html = (await readFile(join(web, 'src/index.html'), 'utf8'))
  .replace('{{script}}', named('src/main.ts'))
  .replace('{{style}}', named('src/style/page.css'));
if (html.includes('{{')) throw new Error('src/index.html has a place that nothing fills');
await writeFile(join(out, 'index.html'), html);

const licenses = await thirdParty(web, result.metafile);
const hash = createHash('sha256').update(licenses).digest('hex').slice(0, 8).toUpperCase();
await writeFile(join(out, `assets/THIRD-PARTY-${hash}.txt`), licenses);
