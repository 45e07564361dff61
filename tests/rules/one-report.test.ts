import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../src/catalog/frameworks.js';
import { frameworkCases } from '../catalog/framework-cases.js';
import { projectsIn, sourcesOf } from '../project/golden.js';
import { createProject, type Report } from '../support/lint.js';
import { reportedTwice } from '../support/marked-cases.js';
import { collectCodeBlocks } from '../tools/rule-docs.js';
import { readFiles } from '../tools/source-files.js';

/*
 * The conditions of the rules are disjoint: over all code that there is for tests, no two rules report one place. The cases of the tests
 * of single rules hold themselves to it, in `describeMarked`.
 */

async function expectOneReport(reports: Promise<Report[]>): Promise<void> {
  expect(reportedTwice(await reports)).toStrictEqual([]);
}

it('sees a place that two rules report', () => {
  const report = { line: 1, messageId: undefined, message: '', text: 'new Redis()' };
  expect(reportedTwice([{ ...report, rule: 'a' }, { ...report, rule: 'b' }, { ...report, rule: 'a', line: 2 }])).toStrictEqual([
    '1: new Redis() (a, b)',
  ]);
});

describe('the examples of the docs', () => {
  const project = createProject({ rule: '*' });
  const blocks = readFiles('docs/rules', '.md').flatMap(({ path, text }) => (
    collectCodeBlocks(text).map((block, index) => ({ ...block, name: `${path}, block ${index + 1}` }))));

  it.each(blocks)('$name', async ({ code, language, file }) => {
    await expectOneReport(project.lint(file ?? `service.${language}`, code));
  });
});

describe('the cases of the frameworks', () => {
  const packages = frameworks.flatMap((framework) => framework.packages.filter((name) => !name.startsWith('node:')));
  const dependencies = Object.fromEntries(packages.map((name) => [name.replaceAll('*', 'any'), '*']));
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies } } });

  it.each(frameworkCases)('$framework: $title', async ({ filename, code }) => {
    await expectOneReport(project.lint(filename, code));
  });
});

describe('whole projects', () => {
  it.each(projectsIn('fixtures'))('%s', async (_name, root) => {
    const sources = sourcesOf(root);
    const files = Object.fromEntries(sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    const project = createProject({ rule: '*', files });
    for (const [file, code] of Object.entries(files)) await expectOneReport(lintParsed(project.lint(file, code)));
  });
});

/** Fixtures hold a file that cannot be parsed on purpose. */
async function lintParsed(reports: Promise<Report[]>): Promise<Report[]> {
  try {
    return await reports;
  } catch (error) {
    if ((error as Error).message.includes('is not linted')) return [];
    throw error;
  }
}
