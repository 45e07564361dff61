import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as buildSite } from 'vitepress';
import { bundle } from './build-engine.mjs';
import { buildPlayground } from './build-playground.mjs';
import { writeHowToPages } from './how-to/pages.mjs';

/*
 * `npm run site`: the pages of `docs` and `site/pages`, a page for each client, and the playground, as static files in `site/dist`.
 */

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..');
const built = join(here, '.build');
const pages = join(built, 'pages');
const output = join(here, 'dist');
const source = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main';

rmSync(built, { recursive: true, force: true });
mkdirSync(join(pages, 'public'), { recursive: true });

copyPages('docs', pages);
copyPages('site/pages', pages);
for (const name of readdirSync(join(repository, 'schema'))) cpSync(join(repository, 'schema', name), join(pages, 'public', name));

await bundle({
  entryPoints: ['engine/engine.ts', 'playground/examples.ts', 'playground/state.ts'].map((file) => join(here, file)),
  entryNames: '[name]',
  outdir: join(built, 'engine'),
});
const load = (name) => import(pathToFileURL(join(built, 'engine', name)).href);
const { start, analyse } = await load('engine.js');
const { toHash } = await load('state.js');
await start(readFileSync(join(dirname(fileURLToPath(import.meta.resolve('oxc-parser'))), '../parser.wasm32-wasip1.wasm')));
const linkToPlayground = (state) => `../playground/index.html#${toHash({ preset: 'recommended', settingsText: '{}\n', ...state })}`;
const howTo = await writeHowToPages(join(pages, 'how-to'), { analyse, linkToPlayground });

await buildSite(here);
const { compressed } = await buildPlayground(join(output, 'playground'));
console.log(`${howTo.length} pages of clients; the playground is ${(compressed / 1e6).toFixed(2)} MB compressed.`);

/** Copies pages. Links to files that are no pages lead to the repository. */
function copyPages(from, to) {
  const root = join(repository, from);
  cpSync(root, to, { recursive: true });
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.md')) continue;
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    const text = readFileSync(join(root, path), 'utf8');
    writeFileSync(join(to, path), text.replace(/\]\((\.\.?\/[^)#\s]*)(#[^)\s]*)?\)/g, (whole, target, anchor = '') => {
      const meant = posix.join('docs', posix.dirname(path), target);
      return meant.startsWith('docs/') || from !== 'docs' ? whole : `](${source}/${meant}${anchor})`;
    }));
  }
}
