/**
 * Whether the constructions of an SDK may be counted.
 * In: a function, the version of Node.js, and the results of the self-test. Out: nothing, or why not.
 * Invariant: a version is trusted when the self-test passed for the same major version of the package, at this version or a newer one.
 * Blind spot: a release within a tested range that differs from its neighbours.
 */
import semver from 'semver';
import type { SelfTested } from '../../catalog/measured/self-tests.js';
import type { CataloguedFunction } from './catalogued-function.js';

/** Why the function must not be counted, as the end of a sentence; `undefined`: it may. */
export function refusalOf(
  { package: name, version }: CataloguedFunction, nodeVersion: string, tests: Readonly<Record<string, readonly SelfTested[]>>,
): string | undefined {
  const node = String(semver.major(nodeVersion));
  if (name.startsWith('node:')) {
    return outcomeOf((tests[name] ?? []).filter((each) => each.node[node] !== undefined), node, `Node.js ${node}`);
  }
  const ofPackage = Object.hasOwn(tests, name) ? tests[name]! : [];
  if (ofPackage.length === 0) return 'the self-test knows no version of it';
  if (version === undefined || semver.valid(version) === null) return 'its version is not known';
  const ofMajor = ofPackage.filter((each) => semver.major(each.version) === semver.major(version) && semver.lte(version, each.version));
  return outcomeOf(ofMajor, node, `version ${version} under Node.js ${node}`);
}

function outcomeOf(tested: readonly SelfTested[], node: string, what: string): string | undefined {
  const outcomes = tested.map((each) => each.node[node]);
  if (outcomes.includes('failed')) return `the self-test failed for ${what}`;
  return outcomes.includes('passed') ? undefined : `the self-test did not run for ${what}`;
}
