import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';
import { repository } from '../support/sample-service.js';

/** The command as people run it, built, in projects of their own. */

const command = join(repository, 'dist/src/bin/client-lifetime.js');
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-init-')));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

function init(root: string, ...words: readonly string[]) {
  return spawnSync(process.execPath, [command, 'init', ...words], { cwd: root, encoding: 'utf8', input: 'y\n' });
}

describe('client-lifetime init', () => {
  it('shows what it would write, and writes nothing where nobody can answer', () => {
    const root = project({ 'package.json': '{ "type": "module" }' });
    const { status, stdout, stderr } = init(root);
    expect(status).toBe(2);
    expect(stdout).toContain('new file eslint.config.js\n+import clientLifetime from');
    expect(stderr).toContain('Give --yes');
    expect(readdirSync(root)).toStrictEqual(['package.json']);
  });

  it('writes a configuration with which ESLint reports, in TypeScript too, and nothing else', async () => {
    const leak = `import express from 'express';
import { Pool } from 'pg';
const app = express();
app.get('/', async (req: express.Request, res) => {
  const pool = new Pool();
  res.json(await pool.query('select 1'));
});
`;
    const manifest = '{ "dependencies": { "express": "5", "pg": "8" } }';
    const root = project({ 'package.json': manifest, 'tsconfig.json': '{}', 'src/server.ts': leak });
    const { status, stdout } = init(root, '--yes');
    expect(status).toBe(0);
    expect(stdout).toContain('npm install --save-dev eslint eslint-plugin-client-lifetime typescript-eslint');
    expect(readdirSync(root).sort()).toStrictEqual(['eslint.config.mjs', 'package.json', 'src', 'tsconfig.json']);
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(repository, join(root, 'node_modules/eslint-plugin-client-lifetime'), 'junction');
    symlinkSync(join(repository, 'node_modules/typescript-eslint'), join(root, 'node_modules/typescript-eslint'), 'junction');
    const [result] = await new ESLint({ cwd: root }).lintFiles('src/server.ts');
    expect(result?.messages.map(({ ruleId, line }) => `${ruleId} ${line}`)).toStrictEqual(['client-lifetime/no-client-per-request 5']);
    expect(init(root, '--yes').stdout).toContain('eslint.config.mjs has the plugin already.');
  });

  it('takes a folder, and says what is wrong with one', () => {
    const root = project({ 'package.json': '{}', 'api/package.json': '{}' });
    expect(init(root, '--yes', 'api').status).toBe(0);
    expect(existsSync(join(root, 'api/eslint.config.mjs'))).toBe(true);
    expect(init(root, 'nowhere').stderr).toContain('has no package.json');
    expect(init(root, '--what').stderr).toContain('See client-lifetime init --help.');
    expect(init(root, '--help').stdout).toContain('It installs nothing');
  });

  it('keeps what stands in a configuration', () => {
    const before = 'export default [\n  { rules: {} },\n];\n';
    const root = project({ 'package.json': '{ "type": "module" }', 'eslint.config.js': before });
    expect(init(root, '--yes').stdout).toContain('changes of eslint.config.js');
    const after = readFileSync(join(root, 'eslint.config.js'), 'utf8');
    expect(after.replace(/^import.*\n\n/, '').replace('  clientLifetime.configs.recommended,\n', '')).toBe(before);
  });
});
