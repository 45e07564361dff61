import { describeConditions, isReachable } from '../../release/paths/release-state.js';
import type { ReleasePaths, WalkedPaths } from '../../release/paths/release-paths.js';
import { walkRelease } from '../../release/release.js';
import type { LocalEnding } from '../../ownership/ending.js';
import type { Connects } from '../../release/release.js';
import type { Explanation } from '../explanation.js';
import { endingsOf } from './endings-of.js';
import { codeOf, nameOf } from './fact.js';
import type { Fact } from './fact.js';

/** Where the client is opened and released, in which condition it is where its function is left, and where it is lost. */
export function releaseFacts(explanation: Explanation): Fact[] {
  const connects = explanation.kind === 'site' ? explanation.site.model.connects : undefined;
  return endingsOf(explanation).flatMap((ending) => ending.keep === 'local' ? factsOf(ending, connects) : []);
}

function factsOf(ending: LocalEnding, connects: Connects | undefined): Fact[] {
  const { file } = ending.life;
  const { answer, facts, ends = [], overwritten } = walkRelease(ending, connects);
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
  const { kind, file, node } = answer.witness;
  return [{ file, node, text: LOST[kind] }];
}

const LOST = {
  throw: 'lost if this throws', return: 'lost by this return', end: 'lost at the end', overwritten: 'lost because it is replaced',
} as const;
