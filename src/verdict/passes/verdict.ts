import type { ConnectTime, RuntimeModel } from '../../catalog/types.js';
import type { ArgumentsOrigin } from '../../arguments/origin.js';
import { isReplaced } from '../../arguments/replaced-settings.js';
import type { Ending } from '../../ownership/ending.js';
import { asFarAsKnown } from '../../release/paths/release-paths.js';
import { isOpen, isUnclear } from '../../release/paths/release-state.js';
import { releasesOf } from '../../ownership/lives/local-life.js';
import { isOnlyTouchedByMethods } from '../../ownership/inert-field.js';
import { obligationOf } from '../../sites/obligation.js';
import { once } from '../../project/once.js';
import { uniqueEntries } from '../../reach/reach.js';
import { runtimeOf } from '../../reach/entries/runtime.js';
import { isWrapperCall } from '../../sites/client-calls.js';
import type { Site } from '../../sites/sites.js';
import { isLocalOnly } from '../../control/guards/local-branches.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import { ruleFor, silenceOf } from '../conditions.js';
import type { ConstructionRule } from '../conditions.js';
import type { FileEngine } from '../engine.js';
import type { Finding, Surroundings } from '../finding.js';
import { unreachedAt } from '../unreached-code.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';
import { rewalksOf } from './release.js';
import type { Released } from './release.js';

/* The pass that makes a finding of each ending, and decides by the worst of them: of several callers one that leaks is enough. */

/** What the passes before have found, by ending. */
export interface Answers {
  readonly released: readonly Released[];
  readonly origins: ReadonlyMap<Ending, ArgumentsOrigin>;
  readonly runtimes: ReadonlyMap<Ending, RuntimeModel>;
}

/** One way in which the life of a client can end, and what it means. */
export interface JudgedEnding extends Released {
  readonly finding: Finding;
}

export interface Verdict {
  readonly site: Site;
  /** The worst one first. */
  readonly endings: readonly JudgedEnding[];
  /** That of the worst ending. */
  readonly finding: Finding;
  /** The rule that reports it. */
  readonly rule?: ConstructionRule;
}

export function judgeEndings(engine: FileEngine, site: Site, answers: Answers): Verdict {
  const endings = answers.released
    .map((released) => ({ ...released, finding: findingOf(engine, site, released, answers) }))
    .sort((a, b) => badness(b.finding) - badness(a.finding));
  const finding = endings[0]?.finding
    ?? { site, run: 'unknown', trace: [], keep: 'unknown', release: { kind: 'unknown' }, arguments: 'unknown', isInert: false };
  const rule = ruleFor(finding);
  // What other callers lead to counts as far as the same rule would report it.
  const entries = once(() => uniqueEntries(endings.flatMap(({ finding: other }) => (
    ruleFor(other) === rule ? other.entries?.() ?? [] : []))));
  const rewalks = rewalksOf(endings.filter(({ finding: other }) => ruleFor(other) === rule));
  const otherReleases = endings.slice(1).flatMap(({ ending }) => (
    ending.keep === 'local' && ending.via.length > 0 ? releasesOf(ending.life) : []));
  const whole = { ...finding, ...(finding.entries && { entries }), rewalks, ...(otherReleases.length > 0 && { otherReleases }) };
  return { site, endings, finding: whole, ...(rule !== undefined && { rule }) };
}

function findingOf(
  engine: FileEngine, site: Site, { ending, paths }: Released, { origins, runtimes }: Answers,
): Finding {
  const blank = { site, run: 'unknown', trace: [], release: { kind: 'unknown' }, arguments: 'unknown', isInert: false } as const;
  if (ending.keep !== 'local') {
    return { ...blank, keep: ending.keep, ...(ending.keep === 'unknown' && { reason: ending.reason }) };
  }
  const { run, life, via, overwrites } = ending;
  const release = paths ? asFarAsKnown(paths.answer) : blank.release;
  if (ending.isUsedByOthers && !isOverWhenDone(ending, paths)) {
    // One that is the same for all requests is missed by none of them.
    if (life.effects.has('released') || origins.get(ending) !== 'request') return { ...blank, keep: 'cached' };
  }
  const isInert = opensNothing(ending, site.model.connects)
    // A channel without a connection is held by what counts channels.
    || (site.model.connects !== 'construction' && site.model.holds !== 'grpc-channel' && !life.effects.has('used')
      && isOnlyTouchedByMethods(engine.program, engine.lives, obligationOf(site), via));
  const isOwn = via.length === 0 && life.file === site.file;
  const releases = releasesOf(life);
  const around = surroundingsOf(engine, site);
  const trace = [...run.kind === 'perRequest' ? run.trace : [], ...via];
  const local = [...trace, site].some(({ file, node }) => isLocalOnly(file, node, enclosingFunction(node))) && { isLocalOnly: true };
  if (run.kind !== 'perRequest') {
    const isPartKept = life.effects.has('partKept');
    const isLost = run.kind === 'unknown' && !isInert && (release.kind === 'never' || release.kind === 'somePaths');
    const unreached = isLost ? unreachedAt(engine, site, ending) : undefined;
    const here = unreached && runtimeOf(engine.program, engine.index, site.file, { holds: site.model.holds });
    return {
      ...blank, run: run.kind, keep: 'local', release, isInert, isPartKept, ...local,
      ...(run.kind === 'unknown' && { reason: run.reason }), ...(unreached && { unreached, around }),
      ...(unreached && isOwn && { releases }), ...(here && { runtime: here }),
    };
  }
  const runtime = runtimes.get(ending);
  return {
    site, run: 'perRequest', entry: run.entry, entries: run.entries, trace, keep: 'local', release, isInert,
    arguments: origins.get(ending) ?? 'unknown',
    ...(runtime && { runtime }), ...(isOwn && { releases }), ...local,
    ...(overwrites !== undefined && { overwrites }),
    ...(ending.hold && { hold: ending.hold }),
    ...(ending.isTimed && { isTimed: true }),
    around,
  };
}

/** Whether what puts a client where others find it, too, has released it when it is done, unless it fails. */
function isOverWhenDone({ life }: Extract<Ending, { keep: 'local' }>, paths: Released['paths']): boolean {
  return life.effects.has('released') && paths?.ends !== undefined && paths.answer.kind !== 'unknown'
    && paths.ends.every(({ way, state }) => way === 'throw' || (!isOpen(state) && !isUnclear(state)));
}

function surroundingsOf(engine: FileEngine, { file }: Site): Surroundings {
  const { program, index, reach } = engine;
  return {
    livesOnce: (owner) => reach.runsOnce(file, owner),
    runsOnce: (node) => reach.runsOnceAt(file, node),
    mayBeReplaced: (expressions) => isReplaced(engine, file, expressions),
    isWrapper: (call, argument) => isWrapperCall(program, index, file, call, argument),
  };
}

/**
 * What is to be told to connect and never is holds nothing. Where an object keeps it, code that is not seen here may tell it.
 */
function opensNothing({ life, via }: Extract<Ending, { keep: 'local' }>, connects: ConnectTime): boolean {
  if (life.effects.has('used') || connects === 'construction') return false;
  return life.effects.has('touched') || (connects === 'connectCall' && via.length === 0);
}

/** How much a finding matters: the worst of several decides. */
function badness(finding: Finding): number {
  if (finding.keep === 'local' && finding.unreached?.serving.serves) return 3.5;
  if (finding.run !== 'perRequest' || finding.keep !== 'local') return finding.keep === 'unknown' ? 1 : 0;
  // Neither is reported: another caller may open a connection with it, or run elsewhere.
  if (finding.isInert || finding.isLocalOnly || finding.runtime?.perRequestIsRight !== undefined) return 2;
  switch (finding.release.kind) {
    case 'never':
      return 6;
    case 'somePaths':
      return 5;
    case 'everyPath':
      // Where some callers bring arguments of their own, one for all is wrong for the others as well: it is one function.
      return finding.arguments === 'constant' ? 4 : 4.5;
    case 'unknown':
      return 3;
  }
}

/** The rule that reports it, or why none does. */
export function verdictFacts({ file, node }: Place): (verdict: Verdict) => Fact[] {
  return ({ rule, finding }) => [{ file, node, text: rule ?? `silent: ${silenceOf(finding)}` }];
}
