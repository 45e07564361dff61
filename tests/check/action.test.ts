import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/sample-service.js';

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[] };
}

it('runs the command with options that it knows, and never pastes an input into a script', () => {
  const text = readFileSync(path.join(repository, 'action.yml'), 'utf8');
  const { inputs, runs } = parse(text) as Action;
  expect(runs.using).toBe('composite');
  const scripts = runs.steps.flatMap(({ run }) => run ?? []);
  expect(scripts.filter((script) => script.includes('${{'))).toStrictEqual([]);
  const words = /client-lifetime check (.*) \|\|/.exec(scripts[0]!)![1]!;
  const command = path.join(repository, 'dist/src/bin/client-lifetime.js');
  const { stdout } = spawnSync(process.execPath, [command, 'check', '--help'], { encoding: 'utf8' });
  const options = words.match(/--[a-z-]+/g)!;
  expect(options).toStrictEqual(['--format', '--output', '--preset']);
  for (const option of options) expect(stdout).toContain(`  ${option} <`);
  const named = [...text.matchAll(/inputs\.(\w+)/g)].map(([, name]) => name!);
  expect([...new Set(named)].sort()).toStrictEqual(Object.keys(inputs).sort());
});
