/**
 * Whether the constructions of an SDK may be counted.
 * In: a function, the version of Node.js, and the results of the self-test. Out: nothing, or why not.
 * Invariant: a version is trusted when the self-test passed for the same major version of the package, at this version or a newer one. An
 * export that was tested is judged by its own results, another by those of its package.
 * Blind spot: a release within a tested range that differs from its neighbours.
 */
import semver from 'semver';
import type { SelfTested } from '../../catalog/measured/self-tests.js';
import type { CataloguedFunction } from './catalogued-function.js';

/** Why the function must not be counted, as the end of a sentence; `undefined`: it may. */
export function refusalOf(
  { package: name, export: exported, version }: CataloguedFunction, nodeVersion: string,
  tests: Readonly<Record<string, readonly SelfTested[]>>,
): string | undefined {
  const node = String(semver.major(nodeVersion));
  if (name.startsWith('node:')) {
    return outcomeOf(testsOf(tests, name), exported, node, `Node.js ${node}`);
  }
  const ofPackage = testsOf(tests, name);
  if (ofPackage.length === 0) return 'the self-test knows no version of it';
  if (version === undefined || semver.valid(version) === null) return 'its version is not known';
  const ofMajor = ofPackage.filter((each) => semver.major(each.version) === semver.major(version) && semver.lte(version, each.version));
  return outcomeOf(ofMajor, exported, node, `version ${version} under Node.js ${node}`);
}

function testsOf(tests: Readonly<Record<string, readonly SelfTested[]>>, name: string): readonly SelfTested[] {
  return Object.hasOwn(tests, name) ? tests[name]! : [];
}

function outcomeOf(tested: readonly SelfTested[], exported: string, node: string, what: string): string | undefined {
  const ran = tested.filter((each) => each.node[node] !== undefined);
  const own = ran.filter((each) => each.export === exported);
  const outcomes = (own.length > 0 ? own : ran).map((each) => each.node[node]);
  if (outcomes.includes('failed')) return `the self-test failed for ${what}`;
  return outcomes.includes('passed') ? undefined : `the self-test did not run for ${what}`;
}
