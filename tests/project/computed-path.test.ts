import { expect, it } from 'vitest';
import { parseFile } from '../../src/project/files/parse.js';
import { moduleLoads } from '../../src/resolve/module-loads.js';

/** Two functions call each other and themselves: the ways on which an argument gets to the last call are without end. */
const text = `
function last(a, b) { load(a); last(b, a); first(a, b); }
function first(a, b) { last(a, b); last(b, a); first(b, a); }
function load(name) { return require(name); }
first('./jobs/one.js', './jobs/two.js');
`;

it('finds what functions that call each other may load, without going every way to it', () => {
  const startedAt = performance.now();
  const loads = moduleLoads(parseFile('/project/run.js', text)!);
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(loads.map(({ patterns }) => patterns.toSorted())).toStrictEqual([['/project/jobs/one.js', '/project/jobs/two.js']]);
});
