import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The exports of one of our TypeScript files with all that it imports, for scripts that look deeper than what the build hands out. In one
 * bundle, because what is measured afterwards must not pay for hooks. `file`: below the root. What is imported twice exists twice.
 */
export async function importSource(file) {
  const bundle = path.join(root, '.cache/sources', `${process.pid}-${path.basename(file, '.ts')}.mjs`);
  mkdirSync(path.dirname(bundle), { recursive: true });
  try {
    await build({
      absWorkingDir: root, entryPoints: [file], outfile: bundle, bundle: true, packages: 'external', platform: 'node', format: 'esm',
      target: 'node20.19', logLevel: 'warning',
    });
    return await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(bundle, { force: true });
  }
}
