import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const runner = join(import.meta.dirname, 'run-typescript.mjs');
const run = (...words: string[]): ReturnType<typeof spawnSync> => spawnSync(process.execPath, [runner, ...words], { encoding: 'utf8' });

describe('our scripts', () => {
  test.each([
    'tests/tools/self-test/cli.ts', 'tests/tools/measure-catalog/cli.ts', 'tests/tools/verify-catalog/cli.ts', 'tests/unseen/cli.ts',
    'tests/story/run.ts',
  ])('%s tells its options', (script) => {
    const { status, stdout } = run(script, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^`npm run [\w:-]+ /);
  });

  test('an unknown option is told in a line', () => {
    const { status, stderr } = run('tests/unseen/cli.ts', '--no-such-option');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Unknown option '--no-such-option'.* \(--help shows the options\)\n$/);
  });
});
