import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './build-engine.mjs';

/*
 * Builds the playground into a folder: the page, the engine, the parser's WebAssembly, and the worker that keeps them for later.
 * Throws if what a visitor loads is larger than the page may be.
 */

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'playground');

/** Bytes of everything, compressed as servers do it. */
const MAX_SIZE = 3_000_000;

export async function buildPlayground(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle({ entryPoints: [join(source, 'main.ts'), join(source, 'worker.ts')], outdir: folder, chunkNames: 'part-[hash]' });
  for (const name of ['index.html', 'main.css']) copyFileSync(join(source, name), join(folder, name));
  const parser = join(dirname(fileURLToPath(import.meta.resolve('oxc-parser'))), '../parser.wasm32-wasip1.wasm');
  copyFileSync(parser, join(folder, 'parser.wasm'));
  const files = readdirSync(folder).sort();
  const bytes = files.map((name) => readFileSync(join(folder, name)));
  const version = createHash('sha256').update(Buffer.concat(bytes)).digest('hex').slice(0, 12);
  const kept = ['./', ...files.map((name) => `./${name}`)];
  const worker = readFileSync(join(source, 'service-worker.js'), 'utf8')
    .replace('const FILES = [];', `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(kept)};`);
  writeFileSync(join(folder, 'service-worker.js'), worker);
  const compressed = bytes.reduce((sum, each) => sum + gzipSync(each).length, 0);
  if (compressed > MAX_SIZE) throw new Error(`The playground has ${compressed} bytes compressed, and may have ${MAX_SIZE}.`);
  return { compressed, size: files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}
