import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** Makes one file of a TypeScript file of ours, for a process of its own: it starts in a tenth of the time that compiling there takes. */
export async function bundleScript(file: string): Promise<string> {
  // Inside the checkout, so that packages are found.
  mkdirSync('tests/runtime/.out', { recursive: true });
  const folder = mkdtempSync('tests/runtime/.out/script-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'script.mjs');
  await build({ entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' });
  return outfile;
}
