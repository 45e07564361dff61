/** Holds the entries of client families against what the installed packages export. */
import semver from 'semver';
import { hasWildcard, matchesGlob, matchesPackage } from '../../../src/catalog/match.js';
import { indexCatalog, packageOfSpecifier } from '../../../src/catalog/merge.js';
import type {
  ArgumentCondition, BorrowerModel, Catalog, CheckoutModel, ClientFamily, ClientModel, ConstructionKind, OwningClientModel,
  SharedCloserModel, WrapperModel,
} from '../../../src/catalog/types.js';
import { createExportWorld, isBuiltin, type ExportWorld, type Found } from './export-world.js';

/** Package name → the versions to verify against, oldest first. */
export type PinnedVersions = Readonly<Record<string, readonly string[]>>;

export type Check = 'package' | 'export' | 'kind' | 'release' | 'setup' | 'inert' | 'option' | 'disposable' | 'argument';

/** One statement of the catalog that the packages do not bear out. */
export interface Problem {
  readonly family: string;
  readonly package: string;
  readonly export: string;
  readonly check: Check;
  readonly text: string;
}

/** A statement that cannot be verified this way, and why it is believed. */
export interface Unverifiable {
  readonly package: string;
  readonly export: string;
  readonly check: Check;
  readonly reason: string;
}

export interface FamilyResult {
  readonly family: string;
  readonly problems: readonly Problem[];
  /** Problems that are excused, with the reason. */
  readonly excused: readonly (Problem & { readonly reason: string })[];
  /** `package` → pattern → the exports that the pattern stands for today. */
  readonly matches: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Package specifiers that were read, with version, and where from. */
  readonly read: readonly { readonly specifier: string; readonly version: string; readonly source: 'types' | 'javascript' }[];
  /** How many constructors and factories by name, patterns, wrappers, checkouts and other functions were held against a package. */
  readonly counts: Readonly<Record<'constructions' | 'patterns' | 'wrappers' | 'checkouts' | 'others', number>>;
}

/** The name under which a version is installed: the newest under its own name, older ones beside it. */
export function installedName(name: string, version: string, pinned: PinnedVersions): string {
  return pinned[name]?.at(-1) === version ? name : `${name}--${version}`;
}

type Entry = ClientModel | WrapperModel | CheckoutModel | BorrowerModel | SharedCloserModel;

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

export function entriesOf(family: ClientFamily): readonly Entry[] {
  return [
    ...family.clients,
    ...(family.wrappers ?? []),
    ...(family.checkouts ?? []),
    ...(family.borrowers ?? []),
    ...(family.sharedClosers ?? []),
  ];
}

/** Verifies one family against the packages below `root/node_modules`, installed under the names of `installedName`. */
export function verifyFamily(
  family: ClientFamily, catalog: Catalog, root: string, pinned: PinnedVersions, unverifiable: readonly Unverifiable[] = [],
): FamilyResult {
  const index = indexCatalog(catalog);
  const problems: Problem[] = [];
  const matches: Record<string, Record<string, string[]>> = {};
  const counts = { constructions: 0, patterns: 0, wrappers: 0, checkouts: 0, others: 0 };

  /** The installed specifiers, with their versions, that a package pattern of an entry stands for. */
  const installationsOf = (pattern: string, versions: string | undefined): { specifier: string; name: string; version: string }[] => {
    if (isBuiltin(pattern)) {
      return [{ specifier: pattern, name: pattern, version: process.version }];
    }
    const names = hasWildcard(pattern)
      ? Object.keys(pinned).filter((name) => matchesPackage(pattern, name)).map((name) => ({ name, subpath: '' }))
      : [{ name: packageOfSpecifier(pattern), subpath: pattern.slice(packageOfSpecifier(pattern).length) }];
    return names.flatMap(({ name, subpath }) => (pinned[name] ?? [])
      .filter((version) => versions === undefined || semver.satisfies(version, versions, { includePrerelease: true }))
      .map((version) => ({ specifier: installedName(name, version, pinned) + subpath, name: name + subpath, version })));
  };
  const versionsOf = (entry: Entry): string | undefined => ('versions' in entry ? entry.versions : undefined);
  const specifiers = [...new Set(entriesOf(family).flatMap((entry) => (
    asList(entry.package).flatMap((pattern) => installationsOf(pattern, versionsOf(entry)).map(({ specifier }) => specifier))
  )))];
  const world = createExportWorld(root, specifiers);

  for (const entry of entriesOf(family)) {
    verifyEntry(entry);
  }

  function verifyEntry(entry: Entry): void {
    const label = asList(entry.export);
    const seen = new Set<string>();
    for (const pattern of asList(entry.package)) {
      const report = (exported: string, check: Check, text: string): void => {
        problems.push({ family: family.name, package: pattern, export: exported, check, text });
      };
      const installed = installationsOf(pattern, versionsOf(entry));
      if (installed.length === 0) {
        const range = versionsOf(entry) === undefined ? '' : ` in ${versionsOf(entry)}`;
        report(label.join(' '), 'package', `no version of ${pattern}${range} is pinned (--pin adds it)`);
        continue;
      }
      const resolved = installed.filter(({ specifier }) => world.source(specifier) !== 'none');
      if (resolved.length === 0) {
        report(label.join(' '), 'package', `${pattern} cannot be imported (${installed.map(({ version }) => version).join(', ')})`);
        continue;
      }
      const targets = resolved.flatMap((place) => label.flatMap((exported) => {
        const paths = hasWildcard(exported)
          ? matchesOf(entry, place, exported)
          : [exported.split('.')].filter((path) => world.find(place.specifier, path).length > 0);
        if (paths.length > 0) {
          seen.add(exported);
        }
        return paths.map((path) => ({ ...place, path, found: world.find(place.specifier, path), exported }));
      }));
      if (targets.length === 0 && !hasWildcard(pattern)) {
        const [first = ''] = label;
        const parent = first.split('.').slice(0, -1);
        const names = resolved.flatMap(({ specifier }) => world.names(specifier, parent));
        const hint = nearest(first.split('.').at(-1) ?? '', names);
        report(label.join(' '), 'export', `${pattern} has no export ${label.join(' or ')}; ${hint}`);
        continue;
      }
      verifyTargets(entry, pattern, targets, report);
    }
    for (const exported of label) {
      const isUnresolved = problems.some((problem) => (
        problem.export === label.join(' ') && asList(entry.package).includes(problem.package)
      ));
      if (!seen.has(exported) && !isUnresolved) {
        const names = asList(entry.package).flatMap((pattern) => installationsOf(pattern, versionsOf(entry)))
          .flatMap(({ specifier }) => world.names(specifier, exported.split('.').slice(0, -1)));
        problems.push({
          family: family.name,
          package: asList(entry.package).join(' '),
          export: exported,
          check: 'export',
          text: `none of its packages has an export ${exported}; ${nearest(exported.split('.').at(-1) ?? '', names)}`,
        });
      }
    }
  }

  type Report = (exported: string, check: Check, text: string) => void;

  interface Target {
    readonly specifier: string;
    readonly name: string;
    readonly version: string;
    readonly path: readonly string[];
    readonly found: readonly Found[];
    readonly exported: string;
  }

  /** The exports that a pattern of this entry stands for: where another entry is more specific, that one counts. */
  function matchesOf(entry: Entry, place: { specifier: string; name: string; version: string }, pattern: string): (readonly string[])[] {
    const isClient = family.clients.includes(entry as ClientModel);
    const kind = 'kind' in entry && entry.kind === 'class' ? 'new' : 'call';
    const paths = world.enumerate(place.specifier, pattern).filter((path) => {
      const isOfKind = world.find(place.specifier, path).some(kind === 'new' ? world.isConstructible : world.isCallable);
      return isOfKind && (!isClient || index.findClient(place.name, path, kind, () => place.version)?.model === entry);
    });
    if (isClient && paths.length > 0) {
      const isNewest = pinned[packageOfSpecifier(place.name)]?.at(-1) === place.version;
      const key = isNewest || isBuiltin(place.name) ? place.name : `${place.name}@${place.version}`;
      const rows = (matches[key] ??= {});
      rows[pattern] = [...new Set([...(rows[pattern] ?? []), ...paths.map((path) => path.join('.'))])].sort();
    }
    return [...paths];
  }

  function verifyTargets(
    entry: Entry, pattern: string, targets: readonly Target[], report: Report,
  ): void {
    if (targets.length === 0) {
      return;
    }
    const kind: ConstructionKind | undefined = 'kind' in entry ? entry.kind : undefined;
    const ofKind = targets.filter(({ found, path, exported, specifier }) => {
      const name = path.join('.');
      if (found.every(world.isOpaque)) {
        report(exported, 'export', `${pattern} ${name} has no type that says what it is (read from ${world.source(specifier)})`);
        return false;
      }
      const isRight = (each: Found): boolean => {
        // A borrower may be either: `getSignedUrl(client)`, `new Upload({ client })`.
        const isBorrowing = kind === undefined && world.isConstructible(each);
        return isBorrowing || (kind === 'class' ? world.isConstructible(each) : world.isCallable(each));
      };
      const right = found.filter(isRight);
      if (right.length === 0) {
        const other = found.some(world.isCallable) ? 'a function' : 'neither a class nor a function';
        const really = found.some(world.isConstructible) ? 'a class' : other;
        report(exported, 'kind', `${pattern} ${name} is ${really}, not a ${kind === 'class' ? 'class' : 'function'}`);
        return false;
      }
      if (kind === 'asyncFactory' && !right.some((each) => world.givesPromise(each) || world.results(each).every(world.isOpaque))) {
        report(exported, 'kind', `${pattern} ${name} gives no promise: its kind is factory`);
        return false;
      }
      if (kind === 'factory' && !right.some(world.givesValue)) {
        report(exported, 'kind', `${pattern} ${name} gives a promise: its kind is asyncFactory`);
        return false;
      }
      return true;
    });
    const byExport = new Map<string, Target[]>();
    for (const target of ofKind) {
      const key = target.path.join('.');
      byExport.set(key, [...(byExport.get(key) ?? []), target]);
    }
    for (const [name, versions] of byExport) {
      count(entry, versions[0]);
      verifyMembers(entry, pattern, name, versions, report);
    }
  }

  function count(entry: Entry, target: Target | undefined): void {
    if (family.clients.includes(entry as ClientModel)) {
      counts[target !== undefined && hasWildcard(target.exported) ? 'patterns' : 'constructions'] += 1;
    } else if (family.wrappers?.includes(entry as WrapperModel) === true) {
      counts.wrappers += 1;
    } else if (family.checkouts?.includes(entry as CheckoutModel) === true) {
      counts.checkouts += 1;
    } else {
      counts.others += 1;
    }
  }

  /** What the entry says of the thing constructed. An entry for several versions may name a method that only one of them has. */
  function verifyMembers(entry: Entry, pattern: string, name: string, versions: readonly Target[], report: Report): void {
    // What is handed to a callback is no result that types tell of.
    if ('callback' in entry && entry.callback !== undefined) return;
    const exported = versions[0]?.exported ?? name;
    const functions = versions.flatMap(({ found }) => found);
    const results = functions.flatMap(world.results);
    const isVague = results.every((result) => world.isOpaque(result) || world.memberNames(result).length === 0);
    const hasMethod = (method: string): boolean => (
      results.some((result) => world.member(result, method).some((member) => world.isCallable(member) || world.isOpaque(member)))
      || (isVague && versions.some(({ specifier }) => (
        world.source(specifier) === 'javascript' && world.mentionsInSource(specifier, method.split('.').at(-1) ?? '')
      )))
    );
    const namesOfResults = (): string[] => results.flatMap(world.memberNames);
    const verifyMethods = (check: Check, methods: readonly string[]): void => {
      for (const method of methods.filter((each) => !hasMethod(each))) {
        report(exported, check, `what ${pattern} ${name} gives has no method ${method}; ${nearest(method, namesOfResults())}`);
      }
    };
    verifyMethods('release', 'release' in entry ? entry.release ?? [] : []);
    if ('setup' in entry) {
      verifyMethods('setup', entry.setup ?? []);
    }
    if ('inert' in entry && Array.isArray(entry.inert) && !hasWildcard(exported)) {
      for (const glob of entry.inert as readonly string[]) {
        const isThere = namesOfResults().some((each) => matchesGlob(glob, each)) || (!hasWildcard(glob) && hasMethod(glob));
        if (!isThere) {
          report(exported, 'inert', `what ${pattern} ${name} gives has no method ${glob}; ${nearest(glob, namesOfResults())}`);
        }
      }
    }
    const [method] = 'release' in entry ? entry.release ?? [] : [];
    if (method !== undefined && ('noun' in entry || 'holds' in entry && entry.holds !== 'nothing')) {
      const stated = 'releaseIs' in entry ? entry.releaseIs : undefined;
      const really = waitOf(method, versions);
      if (really !== undefined && stated !== undefined && stated !== really) {
        report(exported, 'release', `${method}() of what ${pattern} ${name} gives is ${really}, and the entry says ${stated}`);
      }
    }
    if ('releasedBy' in entry) {
      const pools = versions.flatMap(({ specifier, path }) => world.find(specifier, path.slice(0, -1)));
      for (const method of entry.releasedBy ?? []) {
        if (!pools.some((pool) => world.member(pool, method).some(world.isCallable))) {
          const hint = nearest(method, pools.flatMap(world.memberNames));
          report(exported, 'release', `${pattern} ${name}: the pool has no method ${method}; ${hint}`);
        }
      }
    }
    if ('options' in entry) {
      for (const { when } of entry.options ?? []) {
        verifyOption(when, functions, pattern, name, exported, report);
      }
    }
    if ('argument' in entry && entry.argument !== 'receiver') {
      if (Math.max(0, ...functions.map(world.parameterCount)) <= entry.argument) {
        report(exported, 'argument', `${pattern} ${name} takes no argument ${entry.argument}`);
      } else if (entry.option !== undefined) {
        verifyOption({ argument: entry.argument, option: entry.option, is: 'present' }, functions, pattern, name, exported, report);
      }
    }
    if ('noun' in entry || 'holds' in entry && entry.holds !== 'nothing') {
      for (const { version, found } of versions) {
        verifyDisposability(entry, version, found.flatMap(world.results), (difference) => {
          report(exported, 'disposable', `what ${pattern} ${name} gives ${difference}`);
        });
      }
    }
  }

  /** Held against each version, as what is disposable in one may not be so in the one before. */
  function verifyDisposability(
    { disposable, disposableIn }: CheckoutModel | OwningClientModel, version: string, results: readonly Found[],
    report: (difference: string) => void,
  ): void {
    const isIn = disposableIn === undefined || semver.satisfies(version, disposableIn, { includePrerelease: true });
    const stated = isIn ? disposable : undefined;
    const ways = (['async', 'sync'] as const).filter((way) => results.some((result) => world.isDisposable(result, way)));
    // What is disposable in both ways may be stated as either.
    if (stated === undefined ? ways.length === 0 : ways.includes(stated)) return;
    report(`is ${ways[0] ?? 'not'} disposable in ${version}, and the entry says ${stated ?? 'nothing'}`);
  }

  /** Whether what gives the thing back has to be waited for, where the types of all versions say so alike. */
  function waitOf(method: string, versions: readonly Target[]): 'sync' | 'async' | undefined {
    const answers = new Set(versions.map(({ found }) => {
      const members = found.flatMap(world.results).flatMap((result) => world.member(result, method));
      if (members.some((member) => world.isCallable(member) && world.givesPromise(member))) return 'async';
      const isKnown = members.length > 0 && members.every((member) => !world.isOpaque(member)
        && world.isCallable(member) && !world.results(member).some(world.isOpaque));
      return isKnown ? 'sync' : undefined;
    }));
    return answers.size === 1 ? [...answers][0] : undefined;
  }

  function verifyOption(
    when: ArgumentCondition, functions: readonly Found[], pattern: string, name: string, exported: string,
    report: Report,
  ): void {
    if (when.option === undefined) {
      return;
    }
    // `*` stands for the elements of what the option holds; their types are the client's own.
    const option = when.option.replace(/\.\*$/, '');
    const positions = when.argument === undefined ? [0, 1, 2, 3, 4] : [when.argument];
    const parameters = positions.flatMap((position) => functions.flatMap((each) => world.parameter(each, position)));
    const isThere = parameters.some((parameter) => world.isOpaque(parameter) || world.member(parameter, option).length > 0);
    if (!isThere) {
      report(exported, 'option', `${pattern} ${name} has no option ${option}; ${nearest(option, parameters.flatMap(world.memberNames))}`);
    }
  }

  const excuse = (problem: Problem): Unverifiable | undefined => unverifiable.find((each) => (
    each.package === problem.package && each.export === problem.export && each.check === problem.check
  ));
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  return {
    family: family.name,
    problems: distinct.filter((problem) => excuse(problem) === undefined),
    excused: distinct.flatMap((problem) => {
      const reason = excuse(problem)?.reason;
      return reason === undefined ? [] : [{ ...problem, reason }];
    }),
    matches,
    read: readPackages(world, specifiers, pinned),
    counts,
  };
}

function readPackages(world: ExportWorld, specifiers: readonly string[], pinned: PinnedVersions): FamilyResult['read'] {
  return specifiers.flatMap((specifier) => {
    const source = world.source(specifier);
    if (source === 'none') {
      return [];
    }
    const [, name = specifier, old] = /^(.+?)(?:--(\d[^/]*))?(?:\/.*)?$/.exec(specifier) ?? [];
    const version = old ?? (isBuiltin(specifier) ? process.version : pinned[packageOfSpecifier(specifier)]?.at(-1)) ?? '';
    return [{ specifier: old === undefined ? specifier : name, version, source }];
  });
}

/** What the package really has, nearest names first. */
function nearest(wanted: string, names: readonly string[]): string {
  const bare = wanted.replace(/\(\)/g, '').toLowerCase();
  const ranked = [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(bare, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 8)
    .map(({ name }) => name);
  return ranked.length === 0 ? 'nothing is there' : `there are ${ranked.join(', ')}${names.length > 8 ? ', …' : ''}`;
}

/** Levenshtein distance; containing the other name counts as near. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) - (a !== '' && (b.includes(a) || a.includes(b)) ? Math.min(a.length, b.length) : 0);
}
