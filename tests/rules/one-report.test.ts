import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../src/catalog/frameworks.js';
import { frameworkCases } from '../catalog/framework-cases.js';
import { sourcesOf } from '../project/golden.js';
import { createProject, type Report } from '../support/lint.js';
import { reportedTwice } from '../support/marked-cases.js';
import { collectCodeBlocks } from '../tools/rule-docs.js';
import { readFiles } from '../tools/source-files.js';

/*
 * The conditions of the rules are disjoint: over all code that there is for tests, no two rules report one place. The cases of the tests
 * of single rules hold themselves to it, in `describeMarked`.
 */

const tests = join(import.meta.dirname, '..');

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
  const blocks = readFiles('docs', '.md').flatMap(({ path, text }) => (
    collectCodeBlocks(text).map((block, index) => ({ ...block, name: `${path}, block ${index + 1}` }))));

  it.each(blocks.filter(({ language }) => /^[cm]?[jt]sx?$/.test(language)))('$name', async ({ code, language, file }) => {
    await expectOneReport(lintParsed(project.lint(file ?? `service.${language}`, code)));
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

/** Every folder of fixtures that tests have, by its name: each folder in one is a project. */
const projects = readdirSync(tests, { recursive: true, withFileTypes: true })
  .filter(({ name, parentPath }) => name === 'fixtures' && !parentPath.includes('node_modules'))
  .flatMap(({ parentPath }) => readdirSync(join(parentPath, 'fixtures'), { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((root) => sourcesOf(root).length > 0)
  .map((root) => ({ name: relative(tests, root), root }))
  .sort((a, b) => a.name.localeCompare(b.name));

it('finds the fixtures', () => {
  expect(projects.map(({ name }) => name.split(sep)[0])).toStrictEqual(expect.arrayContaining(['bench', 'bin', 'project', 'verdict']));
});

describe('whole projects', () => {
  it.each(projects)('$name', async ({ root }) => {
    const sources = sourcesOf(root);
    const files = Object.fromEntries(sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    const project = createProject({ rule: '*', files });
    for (const [file, code] of Object.entries(files)) await expectOneReport(lintParsed(project.lint(file, code)));
  });
});

/** Fixtures hold files that cannot be parsed on purpose, and docs show parts of files. */
async function lintParsed(reports: Promise<Report[]>): Promise<Report[]> {
  try {
    return await reports;
  } catch (error) {
    if ((error as Error).message.includes('is not linted')) return [];
    throw error;
  }
}
