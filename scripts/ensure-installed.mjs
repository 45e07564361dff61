// Runs before `npm test` and `npm run demo`, so that a fresh clone needs no command before them.
// It may use nothing but Node itself: there is no node_modules when it matters.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// npm writes this file last, so an interrupted installation counts as none.
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  console.log('Installing the dependencies (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    // On Windows npm is a batch file, which only a shell can start.
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
