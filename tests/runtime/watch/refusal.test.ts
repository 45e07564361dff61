import { describe, expect, it } from 'vitest';
import { selfTests } from '../../../src/catalog/measured/self-tests.js';
import type { SelfTested } from '../../../src/catalog/measured/self-tests.js';
import type { CataloguedFunction } from '../../../src/runtime/watch/catalogued-function.js';
import { refusalOf } from '../../../src/runtime/watch/refusal.js';

const tests: Readonly<Record<string, readonly SelfTested[]>> = {
  acme: [
    { version: '2.5.0', export: 'Client', node: { 20: 'passed', 22: 'failed' } },
    { version: '2.5.0', export: 'Pool', node: { 20: 'failed', 22: 'passed' } },
    { version: '3.0.0', export: 'Client', node: { 20: 'passed' } },
  ],
  'node:acme': [{ version: '', export: 'connect', node: { 20: 'passed' } }],
};

function refusal(exported: string, version: string | undefined, node = '20.20.2', name = 'acme'): string | undefined {
  const counted = { package: name, export: exported, ...version !== undefined && { version } } as CataloguedFunction;
  return refusalOf(counted, node, tests);
}

describe('what watch refuses to count', () => {
  it('admits versions up to the tested one of a major version, by the results of the export itself', () => {
    expect(refusal('Client', '2.5.0')).toBeUndefined();
    expect(refusal('Client', '2.0.0')).toBeUndefined();
    expect(refusal('Client', '2.5.1')).toBe('the self-test did not run for version 2.5.1 under Node.js 20');
    expect(refusal('Client', '1.9.0')).toBe('the self-test did not run for version 1.9.0 under Node.js 20');
    expect(refusal('Pool', '2.5.0')).toBe('the self-test failed for version 2.5.0 under Node.js 20');
  });

  it('judges each version of Node.js by itself', () => {
    expect(refusal('Client', '2.5.0', '22.13.0')).toBe('the self-test failed for version 2.5.0 under Node.js 22');
    expect(refusal('Pool', '2.5.0', '22.13.0')).toBeUndefined();
    expect(refusal('Client', '3.0.0', '24.0.0')).toBe('the self-test did not run for version 3.0.0 under Node.js 24');
  });

  it('judges an export that was not tested by its package', () => {
    expect(refusal('connect', '3.0.0')).toBeUndefined();
    expect(refusal('connect', '2.5.0')).toBe('the self-test failed for version 2.5.0 under Node.js 20');
    expect(refusal('Client', '1.0.0', '20.20.2', 'other')).toBe('the self-test knows no version of it');
    expect(refusal('Client', '1.0.0', '20.20.2', 'constructor')).toBe('the self-test knows no version of it');
    expect(refusal('Client', undefined)).toBe('its version is not known');
  });

  it('judges modules of Node.js itself by Node.js', () => {
    expect(refusal('connect', '20.20.2', '20.20.2', 'node:acme')).toBeUndefined();
    expect(refusal('connect', '22.1.0', '22.1.0', 'node:acme')).toBe('the self-test did not run for Node.js 22');
  });

  it('is decided by what the self-test found under each version of Node.js that is supported', () => {
    const passed = Object.values(selfTests).flat().filter(({ node }) => node[20] === 'passed');
    expect(passed.length).toBeGreaterThan(3);
    const majors = new Set(Object.values(selfTests).flat().flatMap(({ node }) => Object.keys(node)));
    expect([...majors].sort()).toStrictEqual(['20', '22', '24', '26']);
  });
});
