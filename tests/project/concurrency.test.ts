import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const repository = path.join(import.meta.dirname, '../..');
const eslint = path.join(path.dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin/eslint.js');

/** Worker threads load the configuration by themselves, and with it the build, as they do at a user's. */
function configIn(root: string): string {
  const file = path.join(folder, 'eslint.config.mjs');
  writeFileSync(file, `
import parser from ${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('@typescript-eslint/parser')))};
import clientLifetime from ${JSON.stringify(pathToFileURL(path.join(repository, 'dist/src/index.js')))};
export default [{
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
  languageOptions: { parser },
  plugins: { 'client-lifetime': clientLifetime },
  rules: { 'client-lifetime/no-client-per-request': 'error' },
  settings: { 'client-lifetime': { root: ${JSON.stringify(root)} } },
}];
`);
  return file;
}

function lint(root: string, concurrency: string): string[] {
  const args = ['--no-config-lookup', '--config', configIn(root), '--no-ignore', '--format', 'json', '--concurrency', concurrency, 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, [eslint, ...args], { cwd: root, encoding: 'utf8' });
  if (!stdout.startsWith('[')) throw new Error(stderr);
  const results = JSON.parse(stdout) as { filePath: string; messages: { line: number; message: string }[] }[];
  return results.flatMap(({ filePath, messages }) => (
    messages.map(({ line, message }) => `${path.relative(root, filePath).split(path.sep).join('/')}:${line} ${message}`))).sort();
}

describe('the command line', () => {
  it.each(['runs', 'handed-on'])('says the same of %s in one thread and in several', (name) => {
    const root = path.join(import.meta.dirname, 'fixtures', name);
    const alone = lint(root, 'off');
    expect(alone).not.toHaveLength(0);
    expect(lint(root, '2')).toStrictEqual(alone);
  }, 120_000);
});
