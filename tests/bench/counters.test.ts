import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import plugin from '../../src/index.js';
import { ProjectIndex } from '../../src/project/project-index.js';
import { ProjectProgram } from '../../src/project/project-program.js';
import { projectIndexes } from '../../src/project/program-of.js';

/*
 * What the plugin does for a file, counted: times depend on the machine, these numbers do not. `service` has 7 files: a route and what it
 * imports (`routes/verify.js` → `services/captcha.js`), four that have nothing to do with it, and a bystander that cannot be parsed.
 */

const root = fileURLToPath(new URL('fixtures/service/', import.meta.url));

/** A library whose class is opened behind a promise, typed into other files, and given to code that nobody can follow. */
const library = fileURLToPath(new URL('fixtures/library/', import.meta.url));

/** A function that borrows from a pool for whoever calls it. */
const pool = fileURLToPath(new URL('fixtures/pool/', import.meta.url));

let listeners = 0;

/** The rules of the plugin, each of which counts the listeners that it registers. */
const rules: Record<string, Rule.RuleModule> = Object.fromEntries(Object.entries(plugin.rules).map(([name, rule]) => {
  const original = rule as Rule.RuleModule;
  return [name, {
    meta: { ...original.meta },
    create(context) {
      const registered = original.create(context);
      listeners += Object.keys(registered).length;
      return registered;
    },
  } satisfies Rule.RuleModule];
}));

function lint(file: string, text?: string, folder = root): string[] {
  listeners = 0;
  const messages = new Linter({ cwd: folder }).verify(text ?? readFileSync(`${folder}${file}`, 'utf8'), [{
    files: ['**/*.{js,ts}'],
    ...(file.endsWith('.ts') && { languageOptions: { parser } }),
    plugins: { counted: { rules } },
    rules: Object.fromEntries(Object.keys(rules).map((name) => [`counted/${name}`, 'error' as const])),
    settings: { 'client-lifetime': { root: folder } },
  }], { filename: `${folder}${file}` });
  return messages.map(({ line, ruleId }) => `${line} ${ruleId}`);
}

function indexHere(folder = root): ProjectIndex | undefined {
  return [...projectIndexes()].find(([found]) => found.startsWith(folder.slice(0, -1)))?.[1];
}

describe('a file that names no catalogued package', () => {
  beforeAll(() => {
    expect(lint('lib/format.js')).toStrictEqual([]);
  });

  it('registers no listeners', () => {
    expect(listeners).toBe(0);
  });

  it('builds no index', () => {
    expect(indexHere()).toBeUndefined();
  });
});

describe('a file with a construction', () => {
  beforeAll(() => {
    expect(lint('services/captcha.js')).toStrictEqual(['4 counted/no-client-per-request']);
  });

  it('registers one listener a rule', () => {
    expect(listeners).toBe(Object.keys(rules).length);
  });

  it('reads every text once, and parses the files between it and the entry point only', () => {
    expect(indexHere()?.counters).toStrictEqual({ looks: 1, textsRead: 7, filesParsed: 1 });
  });

  it('costs nothing the second time', () => {
    lint('services/captcha.js');
    expect(indexHere()?.counters).toStrictEqual({ looks: 1, textsRead: 7, filesParsed: 1 });
  });
});

describe('a file that closes something', () => {
  const closing = (imported: string): string => `import { it } from '${imported}';\nexport const stop = async () => it.close();\n`;

  it('asks no other file when no import of it leads to a client', () => {
    expect(lint('lib/format.js', closing('./pad.js'))).toStrictEqual([]);
    expect(listeners).toBe(0);
    expect(indexHere()?.counters).toStrictEqual({ looks: 1, textsRead: 7, filesParsed: 1 });
  });

  it('asks the one that it is imported from when that may hand on a client', () => {
    expect(lint('lib/format.js', closing('../services/captcha.js'))).toStrictEqual([]);
    expect(listeners).toBeGreaterThan(0);
    // The file of the construction, which was linted before and is now another one's import.
    expect(indexHere()?.counters).toStrictEqual({ looks: 1, textsRead: 7, filesParsed: 2 });
  });

  it('asks nobody about methods of other names', () => {
    const text = "import { it } from '../routes/health.js';\nexport const run = async () => it.refresh();\n";
    expect(lint('lib/format.js', text)).toStrictEqual([]);
    expect(listeners).toBe(0);
    expect(indexHere()?.counters.filesParsed).toBe(2);
  });
});

describe('a function that borrows from a pool', () => {
  it('is right whoever calls it, where it gives back what it borrows: no caller is parsed', () => {
    expect(lint('query.js', undefined, pool)).toStrictEqual([]);
    expect(indexHere(pool)?.counters.filesParsed).toBe(0);
  });

  it('is asked who calls it, where it does not', () => {
    const text = readFileSync(`${pool}query.js`, 'utf8').replace('connection.release();', '');
    expect(lint('query.js', text, pool)).toStrictEqual(['6 counted/require-connection-release']);
    expect(indexHere(pool)?.counters.filesParsed).toBe(1);
  });
});

describe('a library', () => {
  it('is parsed no further than the answers need', () => {
    expect(lint('lib/transport.ts', undefined, library)).toStrictEqual([]);
    // `connect.ts`, which waits for it, `session.ts`, which is given it, and `index.ts`, which hands on `connect`: not who names other
    // exports of these files.
    expect(indexHere(library)?.counters).toStrictEqual({ looks: 1, textsRead: 6, filesParsed: 3 });
  });
});

describe('a file that borrows something', () => {
  const borrowing = (imported: string): string => (
    `import { it } from '${imported}';\nexport const query = async () => (await it.getConnection()).query('select 1');\n`);

  it('asks no other file when its imports lead to packages without pools only', () => {
    const before = indexHere(library)!.counters.filesParsed;
    expect(lint('lib/version.ts', borrowing('./transport.js'), library)).toStrictEqual([]);
    expect(listeners).toBeGreaterThan(0);
    expect(indexHere(library)?.counters.filesParsed).toBe(before);
  });

  it('asks no caller where no file of the project gets a pool from anywhere', () => {
    const before = indexHere(library)!.counters.filesParsed;
    const text = 'export class Session {\n  constructor(private it) {}\n  open() { return this.it.getConnection(); }\n}\n';
    expect(lint('lib/session.ts', text, library)).toStrictEqual([]);
    expect(listeners).toBeGreaterThan(0);
    expect(indexHere(library)?.counters.filesParsed).toBe(before);
  });
});

describe('a run over many files', () => {
  it('looks at the disk once, and an editor after every rest', () => {
    const index = new ProjectIndex(root);
    for (const at of [0, 900, 1800, 2700]) index.refresh({ time: 5_000_000 + at, waited: at });
    expect(index.counters.looks).toBe(1);
    index.refresh({ time: 5_000_000 + 2700 + 1000, waited: 2700 + 1000 });
    expect(index.counters.looks).toBe(2);
  });

  it('takes the time that a busy machine leaves to others for no rest', () => {
    const index = new ProjectIndex(root);
    for (const at of [0, 4000, 8000]) index.refresh({ time: 6_000_000 + at, waited: 10_000 + at / 1000 });
    expect(index.counters.looks).toBe(1);
  });

  it('looks again now and then, if it never rests', () => {
    const index = new ProjectIndex(root);
    for (let at = 0; at <= 301_000; at += 500) index.refresh({ time: 8_000_000 + at, waited: 20_000 });
    expect(index.counters.looks).toBe(2);
  });
});

describe('a reverse look-up', () => {
  it('parses only the files that can import the one in question', () => {
    const index = new ProjectIndex(root);
    index.refresh();
    expect(index.counters).toStrictEqual({ looks: 1, textsRead: 7, filesParsed: 0 });
    const captcha = index.model(`${root}services/captcha.js`)!;
    expect(index.counters.filesParsed).toBe(1);
    const program = new ProjectProgram(captcha, index, root);
    const importers = program.importersOf(captcha).map(({ file }) => program.relativePath(file));
    expect(importers).toStrictEqual(['routes/verify.js']);
    expect(index.counters.filesParsed).toBe(2);
    program.importersOf(captcha);
    expect(index.counters.filesParsed).toBe(2);
  });

  it('reads nothing again while the disk stays as it is', () => {
    const index = new ProjectIndex(root);
    index.refresh({ time: 1_000_000, waited: 0 });
    expect(index.refresh({ time: 2_000_000, waited: 1_000_000 })).toBe(false);
    expect(index.counters.looks).toBe(2);
    expect(index.counters.textsRead).toBe(7);
  });
});
