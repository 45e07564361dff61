import { describe, expect, it } from 'vitest';
import { listen, type Note } from '../../src/limits/debug-log.js';
import { createProject, type LintProject } from '../support/lint.js';
import { nested } from './hard-programs.js';

/** What a parser or ESLint's own scope analysis says when the stack is too small for it: no rule is asked then. */
const notOurs = /Not enough stack space to parse input|Parsing error: Maximum call stack size exceeded/;

/** The reports, or `undefined` where ESLint itself gives up before any rule runs. */
async function lint(project: LintProject, filename: string, code: string): Promise<string[] | undefined> {
  try {
    return (await project.lint(filename, code)).map(({ rule }) => rule);
  } catch (error) {
    const { message, stack = '' } = error as Error;
    if (notOurs.test(message) || (!message.includes('Rule:') && /eslint-scope|scope-manager/.test(stack))) return undefined;
    throw error;
  }
}

describe.each([['.js', 300], ['.ts', 300], ['.js', 2000], ['.ts', 2000]] as const)('in %s, %i deep', (extension, depth) => {
  const project = createProject({ rule: '*' });

  it.each(Object.entries(nested(depth)))('%s', async (_, code) => {
    const before = process.cpuUsage().user;
    const rules = await lint(project, `src/service${extension}`, code);
    expect(process.cpuUsage().user - before, 'microseconds').toBeLessThan(4_000_000);
    if (rules !== undefined) expect(rules.length).toBeLessThanOrEqual(1);
  });
});

describe('another file of the project, 2000 deep', () => {
  const cases = Object.entries(nested(2000)).map(([name, code], index) => ({ name, code, file: `deep-${index}.js` }));
  const project = createProject({
    rule: '*', files: Object.fromEntries(cases.map(({ file, code }) => [`src/${file}`, `${code}\nexport const wrap = (c) => c;`])),
  });
  const route = (file: string): string => `import express from 'express';
import pg from 'pg';
import { wrap } from './${file}';
express().get('/', async (req, res) => {
  const pool = wrap(new pg.Pool());
  res.json(await pool.query(''));
});
express().get('/other', async (req, res) => {
  const client = new pg.Pool();
  res.json(await client.query(''));
});`;

  it.each(cases)('$name', async ({ file }) => {
    // The second handler has nothing to do with the other file.
    expect((await project.lint('src/route.js', route(file))).map(({ line }) => line)).toContain(9);
  });
});

describe('what the stack does not hold', () => {
  const project = createProject({ rule: '*' });
  const { 'variables that stand for one another': chained = '' } = nested(20_000);
  const plain = "import express from 'express';\nimport { Redis } from 'ioredis';\n"
    + "express().get('/', async (req, res) => {\n  const redis = new Redis();\n  res.json(await redis.get('a'));\n});\n";

  it('is unknown, and is noted once', async () => {
    const notes: Note[] = [];
    const stop = listen((note) => notes.push(note));
    expect(await project.lint('src/deep.js', chained).finally(stop)).toStrictEqual([]);
    expect(notes.filter(({ kind }) => kind === 'stackOverflow')).toHaveLength(1);
  });

  it('takes nothing away from the next file', async () => {
    expect((await project.lint('src/plain.js', plain)).map(({ line }) => line)).toStrictEqual([4]);
  });
});
