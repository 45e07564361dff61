import type { Ending, LocalEnding } from '../../ownership/ending.js';
import type { Lifetime, Lifetimes } from '../../ownership/lifetime.js';
import type { Obligation } from '../../sites/client-calls.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { nameOf } from './fact.js';
import type { Fact } from './fact.js';
import { runFacts } from './reach.js';

/* The pass that asks who ends up with a client: every way in which its life can end, with who runs the function that has it then. */

export function findEndings(lifetimes: Lifetimes, file: FileModel, node: Node, obligation: Obligation): Lifetime {
  return lifetimes.endingsOf({ file, node, path: [] }, obligation);
}

/** Who ends up with the client, and the functions and objects that pass it on. */
export function ownershipFacts(endings: readonly Ending[]): Fact[] {
  return endings.flatMap((ending) => ending.keep === 'local' ? localFacts(ending) : [
    { file: ending.place.file, node: ending.place.node, text: `${ending.keep}: ${ending.reason}` },
  ]);
}

function localFacts({ life, origin, via, overwrites, hold }: LocalEnding): Fact[] {
  const passedOn = via.map(({ file, owner, node }) => ({ file, node, text: `passed on by ${nameOf(owner)}` }));
  const using = life.effects.has('boundByUsing') ? ', bound by using' : '';
  const idle = life.effects.has('touched') && !life.effects.has('used') ? ', and nothing that is done with it connects' : '';
  const next = overwrites === undefined ? '' : `, the next one takes its place in ${overwrites.name}`;
  const until = hold === undefined ? '' : hold === 'untilKept' ? ', until it is kept elsewhere' : ', which takes it back';
  return [...passedOn, { file: life.file, node: origin, text: `local to ${nameOf(life.boundary)}${using}${idle}${next}${until}` }];
}

/** The same, and how often whoever ends up with it runs. */
export function endingFacts(endings: readonly Ending[]): Fact[] {
  return [...ownershipFacts(endings), ...runFacts(endings)];
}
