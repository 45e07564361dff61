/** Holds `disposableIn` against the last version of a package before it and the first one in it. */
import semver from 'semver';
import { declarationsPackage } from '../../../src/catalog/declarations-package.js';
import { matchesPackage } from '../../../src/catalog/match.js';
import { packageOfSpecifier } from '../../../src/catalog/merge.js';
import type { Catalog, CheckoutModel, ClientFamily, ClientModel, OwningClientModel } from '../../../src/catalog/types.js';
import { verifyFamily, type PinnedVersions, type Problem, type Unverifiable } from './verify-families.js';

/** Makes one version of a package importable, alone, and gives the folder. */
export type Install = (name: string, version: string, pinned: PinnedVersions) => string;

type Disposable = OwningClientModel | CheckoutModel;

const isDisposable = (model: ClientModel | CheckoutModel): model is Disposable => 'disposable' in model && model.disposable !== undefined;

/** What the boundaries do not bear out, and the entries whose boundary nobody has looked at. */
export function verifyBoundaries(
  family: ClientFamily, catalog: Catalog, boundaries: PinnedVersions, install: Install, unverifiable: readonly Unverifiable[] = [],
): Problem[] {
  const problems: Problem[] = [];
  const entries: readonly Disposable[] = [...family.clients, ...family.checkouts ?? []].filter(isDisposable);
  for (const entry of entries) {
    for (const pattern of [entry.package].flat().filter((name) => !name.startsWith('node:'))) {
      const report = (text: string): void => {
        problems.push({ family: family.name, package: pattern, export: [entry.export].flat().join(' '), check: 'disposable', text });
      };
      const specifiers = Object.keys(boundaries).filter((name) => matchesPackage(packageOfSpecifier(pattern), name));
      const versions = specifiers.flatMap((name) => boundaries[name] ?? []);
      const { disposableIn } = entry;
      const isIn = (version: string): boolean => semver.satisfies(version, disposableIn ?? '*');
      if (disposableIn === undefined) report(`in which versions of ${pattern} it is disposable is not said`);
      // What has always been disposable has no version before it.
      else if (!versions.some(isIn) || (versions.every(isIn) && disposableIn !== '*')) {
        report(`no boundary of ${disposableIn} of ${pattern} is pinned`);
      }
    }
  }
  const packages = new Set(entries.flatMap((entry) => entry.package).map(packageOfSpecifier));
  for (const [name, versions] of Object.entries(boundaries)) {
    if (![...packages].some((pattern) => matchesPackage(pattern, name))) continue;
    const isOfPackage = (model: ClientModel | CheckoutModel): boolean => (
      isDisposable(model) && [model.package].flat().some((pattern) => matchesPackage(packageOfSpecifier(pattern), name)));
    const narrowed = <Model extends ClientModel | CheckoutModel>(model: Model): Model => ({
      ...model,
      package: [model.package].flat().filter((pattern) => matchesPackage(packageOfSpecifier(pattern), name))
        .map((pattern) => name + pattern.slice(packageOfSpecifier(pattern).length)),
    });
    const part: ClientFamily = {
      ...family,
      clients: family.clients.filter(isOfPackage).map(narrowed), checkouts: (family.checkouts ?? []).filter(isOfPackage).map(narrowed),
      wrappers: [], borrowers: [], sharedClosers: [],
    };
    versions.forEach((version, index) => {
      const types = declarationsPackage(name);
      const declared = boundaries[types]?.[index];
      const pinned = { [name]: [version], ...(declared !== undefined && { [types]: [declared] }) };
      const root = install(name, version, pinned);
      const found = verifyFamily(part, catalog, root, pinned, unverifiable).problems;
      problems.push(...found.filter(({ check }) => check === 'disposable' || check === 'package'));
    });
  }
  return problems;
}
