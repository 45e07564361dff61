import { describe, expect, it } from 'vitest';
import { frameworks } from '../../src/catalog/frameworks.js';
import type { FrameworkModel } from '../../src/catalog/types.js';
import { frameworkCases } from '../catalog/framework-cases.js';
import { createProject } from '../support/lint.js';

/** A manifest in which the framework is installed, as the file conventions of frameworks ask for. */
function manifestOf({ packages }: FrameworkModel): object {
  const names = packages.filter((name) => !name.startsWith('node:')).map((name) => name.replaceAll('*', 'any'));
  return { name: 'service', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) };
}

describe.each(frameworks.map((framework) => ({ name: framework.name, framework })))('$name', ({ name, framework }) => {
  const project = createProject({ files: { 'package.json': manifestOf(framework) } });
  const cases = frameworkCases.filter((item) => item.framework === name);

  it.each(cases.filter(({ reported }) => reported))('reports $title', async ({ filename, code }) => {
    const reports = await project.lint(filename, code);
    expect(reports.map(({ text }) => text)).toStrictEqual(['new ImageAnnotatorClient()']);
  });

  it.each(cases.filter(({ reported }) => !reported))('is silent about $title', async ({ filename, code }) => {
    expect(await project.lint(filename, code)).toStrictEqual([]);
  });
});
