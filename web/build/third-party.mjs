// The licenses of the packages that are in the bundle.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Name, version and license text of each package that esbuild took something from. */
export async function thirdParty(web, metafile) {
  const names = Object.keys(metafile.inputs)
    .map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
    .filter((name) => name !== undefined);
  const texts = await Promise.all([...new Set(names)].sort().map((name) => notice(web, name)));
  return texts.join(`\n${'-'.repeat(100)}\n\n`);
}

async function notice(web, name) {
  const folder = join(web, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
}
