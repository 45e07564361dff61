import { statSync } from 'node:fs';
import { fingerprints } from '../../catalog/measured/fingerprints.js';
import { findClient } from './fingerprints/find-client.js';
import { deltas, total } from './growth/growth.js';
import type { Series } from './growth/series.js';
import { joinSites } from './join/join-sites.js';
import type { CountedPlace } from './join/join-sites.js';
import { PackageClosures } from './join/package-closure.js';
import { findProjectSites } from './join/project-sites.js';
import type { ProjectSite } from './join/project-sites.js';
import { findOthers } from './others/find-others.js';
import type { CandidateReport, Conclusion, DiagnoseReport, LeakReport } from './report.js';
import type { Unit } from './units/unit.js';
import { unitsIn } from './units/units-in.js';

export interface DiagnoseOptions {
  /** Absolute path of the folder whose code the process ran. */
  readonly project: string;
  /** What `watch` counted. */
  readonly counted?: readonly CountedPlace[];
  readonly onProgress?: (bytes: number) => void;
}

/**
 * From heap snapshots of one process to the places that construct what grows.
 * @throws {UserError} when a file cannot be read, or when the snapshots are not of one process.
 */
export function diagnose(paths: readonly string[], options: DiagnoseOptions): DiagnoseReport {
  const { context, units, taken } = unitsIn(paths, options.project, options.onProgress);
  const { series, growing } = context;
  const others = findOthers(context, taken, new Set(units.flatMap(({ packages }) => packages.map(({ name }) => name))));
  // The project is looked at only for something that it may construct.
  const sites = units.some(({ isIncoming }) => !isIncoming) ? findProjectSites(options.project) : [];
  const leaks = units.map((unit) => reportLeak(unit, sites, options.counted));
  return {
    version: 1,
    snapshots: series.files.map((file, index) => ({
      file,
      bytes: statSync(file).size,
      objects: series.censuses[index]!.nodeCount,
      heapSize: series.censuses[index]!.size,
    })),
    heapDeltas: deltas(series.censuses.map(({ size }) => size)),
    conclusion: conclude(leaks, others.length),
    leaks,
    others,
    growingRows: growing.length,
    notes: notesOn(series),
  };
}

function reportLeak(unit: Unit, sites: readonly ProjectSite[], counted: readonly CountedPlace[] | undefined): LeakReport {
  const { owner, isIncoming, survivors, bytesEach, handles, packages, certainty } = unit;
  const client = isIncoming ? undefined : findClient(unit, fingerprints);
  return {
    kind: kindOf(unit),
    isIncoming,
    owner,
    counts: unit.counts,
    deltas: unit.deltas,
    survivors,
    sizeDeltas: unit.deltas.map((_, interval) => total(unit.rows.map(({ sizeDeltas }) => sizeDeltas[interval]!))),
    bytesEach: Math.round(bytesEach),
    handles,
    packages,
    rows: unit.rows.map(({ key, owner: ofRow, counts, countDeltas, sizeDeltas, each }) => (
      { name: key.name, type: key.type, owner: ofRow, counts, countDeltas, sizeDeltas, each })),
    certainty,
    ...(client && { client }),
    candidates: isIncoming ? [] : joinSites(unit, sites, new PackageClosures(), { counted, client }).map(reportCandidate),
  };
}

function reportCandidate({ site, fit, uncovered, constructed }: ReturnType<typeof joinSites>[number]): CandidateReport {
  const { file, line, column, code, package: name, export: exported, run, keep, rule, silence, entry, trace } = site;
  return {
    file, line, column, code, package: name, export: exported, run, keep, trace, fit, uncovered,
    ...(rule !== undefined && { rule }), ...(silence !== undefined && { silence }), ...(entry !== undefined && { entry }),
    ...(constructed !== undefined && { constructed }),
  };
}

function kindOf({ handles }: Unit): LeakReport['kind'] {
  if (handles.some(({ kind }) => kind === 'connection' || kind === 'layer')) return 'connection';
  return handles.some(({ kind }) => kind === 'timer') ? 'timer' : 'other';
}

function conclude(leaks: readonly LeakReport[], others: number): Conclusion {
  const outgoing = leaks.filter(({ isIncoming, kind }) => !isIncoming && kind === 'connection');
  if (outgoing.some(({ certainty }) => certainty.level !== 'possible')) return 'leak';
  if (outgoing.length > 0) return 'possibleLeak';
  if (leaks.some(({ isIncoming }) => !isIncoming)) return 'handles';
  if (leaks.length > 0) return 'incoming';
  return others > 0 ? 'noConnection' : 'nothing';
}

function notesOn({ isReordered, files }: Series): string[] {
  return [
    ...(isReordered ? [`The snapshots were put into the order in which they were taken: ${files.join(', ')}.`] : []),
    ...(files.length < 4 ? [
      `${files.length} snapshots leave room for chance. Four, with load between them, tell a leak from a pool that fills.`,
    ] : []),
  ];
}
