import { describe, expect, it } from 'vitest';
import { families } from '../../src/catalog/families.js';
import { createProject } from '../support/lint.js';
import { reportedTwice } from '../support/marked-cases.js';
import { dependencyOf, generateCases, neutralClient, notGenerated, type GeneratedCase } from './generate-cases.js';

interface Batch {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly cases: readonly GeneratedCase[];
}

/** The cases that one file can hold: those with the same version of a package. */
function batchesOf(cases: readonly GeneratedCase[]): Batch[] {
  const keyOf = (item: GeneratedCase): string => JSON.stringify(dependencyOf(item));
  return [...new Set(cases.map(keyOf))].map((key) => {
    const members = cases.filter((item) => keyOf(item) === key);
    return { dependencies: dependencyOf(members[0]!), cases: members };
  });
}

/** One line of a file, in which names are of the case alone. */
function fill(texts: readonly string[], index: number): string {
  return texts.join(' ').replaceAll('IMPORTED', `imported${index}`).replaceAll('UNIQUE', String(index));
}

/** TypeScript, ES modules and an Express server: one route for each case, each on one line. */
function serverOf(cases: readonly GeneratedCase[]): string {
  const routes = cases.map(({ specifier, imported, outside, inside }, index) => fill([
    `import { ${imported} as IMPORTED } from '${specifier}';`, outside, `app.post('/UNIQUE', async (input, output) => { ${inside} });`,
  ], index));
  return [[
    "import express from 'express';",
    "import { Neutral } from 'neutral-client';",
    "import { given, Untraceable, makeUntraceable } from './given.js';",
    'const app = express(); const neutral = new Neutral();',
  ].join(' '), ...routes].join('\n');
}

/** JavaScript, CommonJS and a Lambda function that calls one helper for each case. */
function lambdaOf(cases: readonly GeneratedCase[]): string {
  const helpers = cases.map(({ specifier, imported, outside, inside }, index) => fill([
    `const ${imported === 'default' ? 'IMPORTED' : `{ ${imported}: IMPORTED }`} = require('${specifier}');`,
    outside.replaceAll('await ', ''),
    `async function caseUNIQUE(input) { ${inside} }`,
  ], index));
  const calls = cases.map((_, index) => `await case${index}(event);`);
  return [[
    "const { Neutral } = require('neutral-client');",
    "const { given, Untraceable, makeUntraceable } = require('./given');",
    'const neutral = new Neutral();',
  ].join(' '), ...helpers, `exports.handler = async (event) => { ${calls.join(' ')} };`].join('\n');
}

/** One title for each construction that is to be reported. */
function titlesOf(cases: readonly GeneratedCase[]): string[] {
  return cases.flatMap(({ title, reports }) => Array<string>(reports).fill(title)).sort();
}

const generated = families.map((family) => ({ name: family.name, family, cases: generateCases(family) }));

describe.each(generated)('$name', ({ cases }) => {
  const batches = batchesOf(cases);
  const project = createProject({
    files: Object.fromEntries(batches.map(({ dependencies }, index) => [`${index}/package.json`, { dependencies }])),
    settings: { clients: [neutralClient] },
    rule: '*',
  });

  /** Titles of the cases that are reported, one for each report. */
  async function reportedIn(filename: string, write: typeof serverOf, leftOut: readonly GeneratedCase[]): Promise<string[]> {
    const titles: string[] = [];
    for (const [index, batch] of batches.entries()) {
      const wanted = batch.cases.filter((item) => !leftOut.includes(item));
      const reports = await project.lint(`${index}/${filename}`, write(wanted));
      expect(reportedTwice(reports)).toStrictEqual([]);
      const own = reports.filter(({ rule }) => rule === 'no-client-per-request');
      titles.push(...own.map(({ line }) => wanted[line - 2]?.title ?? `line ${line}`));
    }
    return titles.sort();
  }

  it('reports in a server what the entries say', async () => {
    expect(await reportedIn('server.ts', serverOf, [])).toStrictEqual(titlesOf(cases));
  });

  it('reports in a function what the entries say', async () => {
    const tooNew = cases.filter(({ needsTypeScript }) => needsTypeScript);
    const wanted = titlesOf(cases.filter((item) => !tooNew.includes(item)));
    expect(await reportedIn('index.js', lambdaOf, tooNew)).toStrictEqual(wanted);
  });
});

describe('the generator', () => {
  // A `new Kysely()` holds what its dialect holds, so that alone it is no client for a method to give back.
  it('leaves out nothing but methods of what is no client by itself', () => {
    expect(families.flatMap(notGenerated)).toStrictEqual([
      'kysely Kysely().withPlugin', 'kysely Kysely().withoutPlugins', 'kysely Kysely().withSchema', 'kysely Kysely().withTables',
    ]);
  });

  it('makes a leak and something right of every entry', () => {
    const lacking = families.flatMap((family) => family.clients.flatMap((model) => {
      const cases = generateCases({ name: family.name, title: family.title, clients: [model] });
      const isOwning = model.holds !== 'nothing' && model.carries === undefined;
      const canOwn = isOwning || (model.options ?? []).some(({ holds }) => holds !== 'nothing');
      const isShown = cases.some(({ reports }) => reports > 0) === canOwn && cases.some(({ reports }) => reports === 0);
      return isShown ? [] : [`${family.name}: ${[model.export].flat().join(', ')}`];
    }));
    expect(lacking).toStrictEqual([]);
  });

  it('gives each case a title of its own', () => {
    const titles = generated.flatMap(({ cases }) => cases.map(({ title }) => title));
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toStrictEqual([]);
  });

  it('makes more that is silent than what is reported', () => {
    const cases = generated.flatMap((family) => family.cases);
    expect(cases.filter(({ reports }) => reports === 0).length).toBeGreaterThan(cases.length / 2);
  });
});
