import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../src/check/check-report.js';
import { readCheckWords } from '../../src/check/command/check-words.js';
import { runCheck } from '../../src/check/command/run-check.js';
import { projectIndexes } from '../../src/project/program-of.js';
import type { ProjectIndex } from '../../src/project/project-index.js';
import { startCommand } from '../support/run-command.js';
import { edit, editUnseen, edits, makeProject, numbers } from './edited-project.js';

vi.setConfig({ testTimeout: 240_000 });

/* What `--watch` finds after a save: what a check that knows nothing finds, without asking again what cannot have changed. */

type Again = () => Promise<CheckResult>;

async function watched(root: string): Promise<Again> {
  const words = (await readCheckWords(['--watch', '--root', root], root))!;
  return async () => JSON.parse(JSON.stringify((await runCheck(words, undefined)).result)) as CheckResult;
}

const fresh = (root: string): CheckResult => (
  JSON.parse(startCommand(root, ['check', '--root', root, '--format', 'json', '--no-cache']).stdout) as CheckResult);

function indexOf(root: string): ProjectIndex {
  const found = projectIndexes().get(root);
  if (!found) throw new Error('there is no index');
  return found;
}

beforeEach(() => {
  (projectIndexes() as Map<string, ProjectIndex>).clear();
});

describe('a check after a save', () => {
  it('is never wrong after an edit', async () => {
    const root = makeProject();
    const again = await watched(root);
    const random = numbers(20_261_129);
    const seen = new Set<string>();
    const done: string[] = [];
    await again();
    // Every edit once, and then whatever comes, sometimes several between two looks.
    for (let step = 0; step < edits.length + 8; step++) {
      for (let more = step < edits.length ? 0 : random.next().value % 3; more >= 0; more--) {
        const [name, make] = edits[step < edits.length ? step : random.next().value % edits.length]!;
        make(root);
        done.push(name);
      }
      const result = await again();
      expect(result, done.join(', ')).toStrictEqual(fresh(root));
      seen.add(JSON.stringify(result.reports));
    }
    expect(seen.size).toBeGreaterThan(5);
  });

  it('finds what an edit changes in other files', async () => {
    const root = makeProject();
    const again = await watched(root);
    const calls = async (): Promise<string[]> => (await again()).reports.map(({ file, message }) => `${file}: ${message.slice(0, 90)}`);
    const first = await calls();
    expect(first[1]).toContain('GET /orders');
    editUnseen(root, 'src/server.ts', "'/orders'", "'/basket'");
    expect((await calls())[1]).toContain('GET /basket');
    editUnseen(root, 'src/server.ts', "'/orders'", "'/basket'");
    expect(await calls()).toStrictEqual(first);
  });

  it('sees a word that comes into a file that nobody asked about', async () => {
    const root = makeProject();
    writeFileSync(path.join(root, 'src/db-new.ts'), "import { Pool } from 'pg';\nexport function open() {\n"
      + '  const pool = new Pool({ connectionString: process.env.DB_URL });\n  return pool;\n}\n');
    writeFileSync(path.join(root, 'src/other.ts'), 'export const set = (req: { url: string }) => { req.url; };\n');
    const again = await watched(root);
    const messages = async (): Promise<string> => JSON.stringify((await again()).reports);
    const before = await messages();
    edit(root, 'src/other.ts', () => 'export const set = (req: { url: string }) => { process.env.DB_URL = req.url; };\n');
    const after = await messages();
    expect(after).toBe(JSON.stringify(fresh(root).reports));
    expect(after).not.toBe(before);
  });

  it('asks nothing again when nothing has changed, and little when a file has that others do not depend on', async () => {
    const root = makeProject();
    for (let i = 0; i < 20; i++) {
      const file = path.join(root, `src/more${i}.ts`);
      writeFileSync(file, "import express from 'express';\nimport { Client } from 'pg';\n"
        + `const app = express();\napp.get('/more${i}', async (req, res) => { res.json(await new Client().query('select ${i}')); });\n`);
    }
    const again = await watched(root);
    const { reports } = await again();
    const { counters } = indexOf(root);
    const before = { ...counters };
    expect(reports.length).toBe(22);
    expect((await again()).reports).toStrictEqual(reports);
    expect(counters).toStrictEqual(before);
    edit(root, 'src/more7.ts', (text) => `\n${text}`);
    const changed = await again();
    expect(changed.reports.filter(({ line }, i) => line !== reports[i]!.line).map(({ file }) => file)).toStrictEqual(['src/more7.ts']);
    expect(changed.reports.filter((report, i) => report === reports[i])).toStrictEqual([]);
    expect([counters.textsRead - before.textsRead, counters.filesParsed - before.filesParsed]).toStrictEqual([1, 1]);
  });

  it('keeps what it knows while settings cannot be used', async () => {
    const root = makeProject();
    const again = await watched(root);
    const first = await again();
    const settings = path.join(root, 'client-lifetime.config.json');
    writeFileSync(settings, '{ "famil');
    await expect(again()).rejects.toThrow('is no JSON');
    mkdirSync(path.join(root, 'src/late'));
    writeFileSync(path.join(root, 'src/late/a.ts'), "import { open } from '@db';\nexport const late = () => open();\n");
    await expect(again()).rejects.toThrow('is no JSON');
    rmSync(settings);
    expect(await again()).toStrictEqual(fresh(root));
    expect((await again()).filesChecked).toBe(first.filesChecked + 1);
  });
});
