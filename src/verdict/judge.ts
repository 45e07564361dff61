import { argumentsOrigin } from '../arguments/argument-origin.js';
import type { ConnectTime } from '../catalog/types.js';
import type { LocalLife } from '../ownership/local-life.js';
import type { Ending } from '../ownership/lifetime.js';
import { runtimeOf } from '../reach/runtime.js';
import { releaseOf } from '../release/release.js';
import { isWrapperCall } from '../sites/client-calls.js';
import type { Obligation } from '../sites/client-calls.js';
import type { Site } from '../sites/sites.js';
import type { FileEngine } from './engine.js';
import type { Finding } from './finding.js';

/** One way in which the life of a client can end, and what it means. */
export interface JudgedEnding {
  readonly ending: Ending;
  readonly finding: Finding;
}

/** All ways in which the life of a site's client can end, the worst one first. */
export function judgeEndings(engine: FileEngine, site: Site): JudgedEnding[] {
  const { lifetimes } = engine;
  return lifetimes.endingsOf({ file: site.file, node: site.node, path: [] }, obligationOf(site))
    .map((ending) => ({ ending, finding: findingOf(site, ending, engine) }))
    .sort((a, b) => badness(b.finding) - badness(a.finding));
}

/** Of several callers the worst one decides. */
export function decide(site: Site, [worst]: readonly JudgedEnding[]): Finding {
  return worst?.finding
    ?? { site, run: 'unknown', trace: [], keep: 'unknown', release: { kind: 'unknown' }, arguments: 'unknown', isInert: false };
}

export function obligationOf(site: Site): Obligation {
  const { model, name } = site;
  const { release, setup = [], inert = [], parts = [], connects } = model;
  return { specifier: name.specifier, release, setup, inert, parts, connects };
}

function findingOf(site: Site, ending: Ending, { program, index, reach }: FileEngine): Finding {
  const blank = { site, run: 'unknown', trace: [], release: { kind: 'unknown' }, arguments: 'unknown', isInert: false } as const;
  if (ending.keep !== 'local') {
    return { ...blank, keep: ending.keep, ...(ending.keep === 'unknown' && { reason: ending.reason }) };
  }
  const { run, life } = ending;
  const isInert = opensNothing(life, site.model.connects);
  const release = releaseOf(ending, site.model.connects);
  if (run.kind !== 'perRequest') {
    const { isPartKept } = life;
    return { ...blank, run: run.kind, keep: 'local', release, isInert, isPartKept, ...(run.kind === 'unknown' && { reason: run.reason }) };
  }
  const trace = [...run.trace, ...ending.via];
  const runtime = runtimeOf(program, index, site.file, run.entry);
  const isOwn = ending.via.length === 0 && life.file === site.file;
  return {
    site, run: 'perRequest', entry: run.entry, trace, keep: 'local', release, isInert,
    arguments: argumentsOrigin(program, site, trace, life.setups),
    ...(runtime && { runtime }), ...(isOwn && { releases: life.releases }),
    ...(ending.overwrites !== undefined && { overwrites: ending.overwrites }),
    around: {
      livesOnce: (owner) => reach.runsOnce(site.file, owner),
      runsOnce: (node) => reach.runsOnceAt(site.file, node),
      isWrapper: (call, argument) => isWrapperCall(program, index, site.file, call, argument),
    },
  };
}

/** What is told to connect and never is, whether or not it is released, holds nothing. */
function opensNothing({ isUsed, hasInertUse }: LocalLife, connects: ConnectTime): boolean {
  return !isUsed && (connects === 'connectCall' || (hasInertUse && connects !== 'construction'));
}

/** How much a finding matters: the worst of several decides. */
function badness(finding: Finding): number {
  if (finding.run !== 'perRequest' || finding.keep !== 'local') return finding.keep === 'unknown' ? 1 : 0;
  // Neither is reported: another caller may open a connection with it, or run elsewhere.
  if (finding.isInert || finding.runtime?.perRequestIsRight !== undefined) return 2;
  switch (finding.release.kind) {
    case 'never':
      return 6;
    case 'somePaths':
      return 5;
    case 'everyPath':
      return 4;
    case 'unknown':
      return 3;
  }
}

