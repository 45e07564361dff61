import { knownTruths } from '../../arguments/known-truth.js';
import { isMissingPart } from '../../arguments/missing-parts.js';
import { isUnsetResult } from '../../arguments/unset-results.js';
import { describeConditions, isReachable } from '../../release/paths/release-state.js';
import type { ReleasePaths, WalkedPaths } from '../../release/paths/release-paths.js';
import type { Ending, LocalEnding } from '../../ownership/ending.js';
import { walkRelease } from '../../release/release.js';
import type { Rewalk } from '../../release/losing-ways.js';
import type { ReleaseWalk } from '../../release/release.js';
import type { Opening } from '../../release/question-of.js';
import type { FileEngine } from '../engine.js';
import { codeOf, nameOf } from './fact.js';
import type { Fact } from './fact.js';

/* The pass that asks on which paths a client is released: walks the function that ends up with it, for each ending. */

/** An ending, with the paths of the function that has the client then. */
export interface Released {
  readonly ending: Ending;
  /** Only of a local one. */
  readonly paths?: ReleaseWalk;
  /** Walks these paths once more. Only of a client that nobody else ever has. */
  readonly rewalk?: Rewalk;
}

/** `opening` says when the client opens something; without it, when it is made. */
export function walkReleases(engine: FileEngine, endings: readonly Ending[], opening?: Opening): Released[] {
  const { program, index } = engine;
  const asked: Opening = {
    ...opening,
    truthsOf: (file, variable) => knownTruths(engine, file, variable),
    isMissing: (file, value) => isMissingPart(engine, file, value) || isUnsetResult(file, value),
  };
  return endings.map((ending) => {
    if (ending.keep !== 'local') return { ending };
    const rewalk: Rewalk = (besides) => walkRelease(program, index, ending, { ...asked, besides });
    return { ending, paths: walkRelease(program, index, ending, asked), rewalk };
  });
}

/** The walks of all of these; none where one of them cannot be walked again. */
export function rewalksOf(released: readonly Released[]): readonly Rewalk[] {
  const rewalks = released.flatMap(({ rewalk }) => rewalk ?? []);
  return rewalks.length === released.length ? rewalks : [];
}

/** Where the client is opened and released, in which condition it is where its function is left, and where it is lost. */
export function releaseFacts(released: readonly Released[]): Fact[] {
  return released.flatMap(({ ending, paths }) => ending.keep === 'local' && paths ? factsOf(ending, paths) : []);
}

function factsOf(ending: LocalEnding, { answer, facts, ends = [], overwritten }: ReleaseWalk): Fact[] {
  const { file } = ending.life;
  return [
    ...(facts ? foundBefore(facts) : []),
    ...ends.filter(({ state }) => isReachable(state)).map(({ way, state }) => (
      { file, node: ending.life.boundary, atEnd: true, text: `${LEFT_BY[way]}: ${describeConditions(state)}` } as const)),
    ...(overwritten ? [{ file, node: overwritten, text: 'replaced while open' }] : []),
    { file, node: ending.origin, text: answer.kind },
    ...witnessOf(answer),
  ];
}

const LEFT_BY = { end: 'at the end', return: 'by return', throw: 'by throw' } as const;

function foundBefore({ file, opening, aliases, releases, relevant, failures }: NonNullable<WalkedPaths['facts']>): Fact[] {
  const names = [...aliases].map(({ name }) => name).sort();
  return [
    { file, node: opening, text: names.length === 0 ? 'opened' : `opened as ${names.join(', ')}` },
    ...[...failures].map(({ name }) => ({ file, node: opening, text: `not opened if ${name} is set` })),
    ...[...releases].map((node) => ({ file, node, text: `released by ${codeOf(file, node)}` })),
    ...[...relevant].map((node) => ({ file, node, text: `${nameOf(node)} is walked` })),
  ];
}

function witnessOf(answer: ReleasePaths): Fact[] {
  if (answer.kind !== 'somePaths') return [];
  const { kind, file, node, isDoubtful } = answer.witness;
  return [{ file, node, text: isDoubtful ? 'lost only if this throws, and nothing says that it does' : LOST[kind] }];
}

const LOST = {
  throw: 'lost if this throws', return: 'lost by this return', end: 'lost at the end', overwritten: 'lost because it is replaced',
} as const;
