import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A new folder with the sample service of the docs in it, and nothing installed. */
export function copySampleService(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-shop-')));
  cpSync(join(repository, 'tests/e2e/fixtures/shop'), root, { recursive: true });
  return root;
}

/** Puts packages of this repository's `node_modules`, or a folder, where an installation would put them, with their commands. */
export function linkPackages(root: string, packages: Readonly<Record<string, string | undefined>>): void {
  for (const [name, folder] of Object.entries(packages)) {
    const place = join(root, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(folder ?? join(repository, 'node_modules', name), place, 'junction');
  }
}
