import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('no text and no pattern makes a search backtrack', () => {
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['tests/tools/run-typescript.mjs', 'tests/security/hostile-texts.ts'], {
    cwd: root, encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL',
  });
  expect({ stderr, signal }).toStrictEqual({ stderr: '', signal: null });
  const times = JSON.parse(stdout) as Record<string, number>;
  expect(Object.keys(times).length).toBeGreaterThan(1000);
  expect(Object.entries(times).filter(([, milliseconds]) => milliseconds > 1000)).toStrictEqual([]);
}, 150_000);
