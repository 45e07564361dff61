import { packageOfSpecifier } from '../../../catalog/merge.js';
import type { FoundClient } from '../fingerprints/find-client.js';
import type { Owner } from '../owners/owner.js';
import type { Unit } from '../units/unit.js';
import type { PackageClosures } from './package-closure.js';
import type { ProjectSite } from './project-sites.js';

/*
 * Which construction in the project makes what grows?
 * Input: a unit, the project's construction sites, and the counts of `watch` where there are some. Output: candidates, the best first.
 * A site fits when its package and all that it depends on cover the packages whose code constructs the unit. Of those that fit, what a
 * count saw comes first, then the client whose fingerprint the unit has, then what a rule reports, then what may run often, then the
 * package that brings least beside the unit.
 * Invariant: a site whose package cannot make the unit is none. Blind spot: constructions that the catalog does not know.
 */

export interface Candidate {
  readonly site: ProjectSite;
  readonly fit: Fit;
  /** Packages with code in the unit that the site's package does not depend on. */
  readonly uncovered: readonly string[];
  /** How many clients `watch` saw constructed at this place. */
  readonly constructed?: number;
}

/** How well a package explains a unit. */
export type Fit =
  /** Its code and that of its dependencies constructs all of the unit. */
  | 'covers'
  /** A part of the unit is constructed by code of other packages. */
  | 'partly'
  /** The package is not installed here, so that only its name was compared. */
  | 'byName';

/** A place at which `watch` counted constructions. */
export interface CountedPlace {
  readonly file: string;
  readonly line: number;
  readonly constructed: number;
}

/** Part of the rows of a unit, under which another package made it. What is left over may be code that wraps and measures. */
const MIN_PARTLY = 0.4;

/** What says more than the packages do. */
interface Hints {
  readonly counted?: readonly CountedPlace[] | undefined;
  readonly client?: FoundClient | undefined;
}

export function joinSites(
  unit: Unit, sites: readonly ProjectSite[], closures: PackageClosures, { counted = [], client }: Hints = {},
): Candidate[] {
  const all = unit.packages.reduce((sum, { rows }) => sum + rows, 0);
  return sites
    .flatMap((site) => {
      const closure = closures.closureOf(site.package, site.folder);
      const fit = fitOf(site, closure, unit, all);
      if (!fit) return [];
      const constructed = counted.find(({ file, line }) => file === site.file && line === site.line)?.constructed;
      const uncovered = closure ? unit.packages.map(({ name }) => name).filter((name) => !closure.has(name)) : [];
      return [{ site, fit, uncovered, size: closure?.size ?? Infinity, ...(constructed !== undefined && { constructed }) }];
    })
    .sort((a, b) => (b.constructed ?? 0) - (a.constructed ?? 0)
      || rankOfFit(a.fit) - rankOfFit(b.fit)
      || a.uncovered.length - b.uncovered.length
      || Number(isRecognised(b.site, client)) - Number(isRecognised(a.site, client))
      || Number(isNearby(b.site, unit)) - Number(isNearby(a.site, unit))
      || rankOfVerdict(a.site) - rankOfVerdict(b.site)
      || a.size - b.size)
    .map(({ site, fit, uncovered, constructed }) => ({ site, fit, uncovered, ...(constructed !== undefined && { constructed }) }));
}

function fitOf(site: ProjectSite, closure: ReadonlySet<string> | undefined, { packages, owner, rows }: Unit, all: number): Fit | undefined {
  // Without code of a package the unit is made by Node.js itself, and so it is by a site of one of its modules.
  if (all === 0) {
    if (closure?.size === 0) return isOfModule(site.package, owner, rows.map((row) => row.owner)) ? 'covers' : undefined;
    return undefined;
  }
  if (!closure) return packages.some(({ name }) => name === site.package) ? 'byName' : undefined;
  const covered = packages.reduce((sum, { name, rows: count }) => sum + (closure.has(name) ? count : 0), 0);
  if (covered === all) return 'covers';
  return covered >= all * MIN_PARTLY ? 'partly' : undefined;
}

/** `node:https` makes what `node:_http_agent` constructs. */
function isOfModule(module: string, owner: Owner, owners: readonly Owner[]): boolean {
  const stem = /^(?:node:)?(http|net|tls|dgram|child_process|worker)/.exec(module)?.[1];
  return stem !== undefined && [owner, ...owners].some((one) => one.kind === 'node' && one.module.includes(stem));
}

/** Of several clients of one package, the one that was measured to make these objects. */
function isRecognised(site: ProjectSite, client: FoundClient | undefined): boolean {
  return client?.clients.some((one) => packageOfSpecifier(one.package) === site.package && one.exports.includes(site.export)) ?? false;
}

/** A file of the project that constructs a part of the unit, or a function that the unit keeps, is the file of the site. */
function isNearby(site: ProjectSite, { rows }: Unit): boolean {
  return rows.some(({ owner }) => owner.kind === 'project' && owner.file === site.file);
}

function rankOfFit(fit: Fit): number {
  switch (fit) {
    case 'covers':
      return 0;
    case 'byName':
      return 1;
    case 'partly':
      return 2;
  }
}

function rankOfVerdict({ rule, run, keep }: ProjectSite): number {
  if (rule !== undefined && run === 'perRequest') return 0;
  if (rule !== undefined) return 1;
  if (run === 'perRequest' || run === 'perIteration') return 2;
  // What runs once, or is kept for all, cannot grow with the traffic.
  return run === 'once' || keep === 'cached' ? 4 : 3;
}
