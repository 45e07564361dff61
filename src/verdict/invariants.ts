import type { Ending } from '../ownership/ending.js';
import type { TraceStep } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { PassName } from './passes/fact.js';
import type { Released } from './passes/release.js';

/*
 * What must hold between the passes of the pipeline, whatever the code looks like. A violated invariant is a bug of the engine, and says so
 * with the pass, the site and the fact.
 */

export class InvariantError extends Error {
  constructor(pass: PassName, file: FileModel, node: Node, fact: string) {
    super(`client-lifetime, pass ${pass}, ${file.path}:${file.lineOf(node)}: ${fact}`);
    this.name = 'InvariantError';
  }
}

/** Ownership: every alias is followed, or an effect says that it is not; and the way outwards begins at the site. */
export function checkOwnership(file: FileModel, node: Node, endings: readonly Ending[]): void {
  const fail = (fact: string): never => {
    throw new InvariantError('ownership', file, node, fact);
  };
  if (endings.length === 0) fail('the life of the client ends nowhere');
  for (const ending of endings) {
    if (ending.keep !== 'local') continue;
    const { life, origin, via, overwrites } = ending;
    if (life.unfollowed > 0 && !life.effects.has('handedOver')) {
      fail(`${life.unfollowed} aliases are not followed, and no effect says so`);
    }
    if (life.effects.has('handedOver') && overwrites === undefined) fail('a local client is handed to code that is not followed');
    if (!isInside(origin, life.boundary) && via.length === 0) fail('the client is made outside of the function that it is local to');
    if (via.length === 0 && origin !== node) fail('nobody passed the client on, and yet it ends at another place');
    const last = via.at(-1);
    if (last && last.file === file && !isAround(last, node)) fail('the way of the client does not begin at the site');
  }
}

/** Verdict: a trace ends at the site. */
export function checkTrace(file: FileModel, node: Node, trace: readonly TraceStep[]): void {
  const last = trace.at(-1);
  if (!last || last.file !== file || isAround(last, node)) return;
  throw new InvariantError('verdict', file, node, `the trace ends at line ${last.file.lineOf(last.node)}`);
}

/**
 * Release: a witness lies in the function that has the client, or is given it, and not before the place where the client is opened,
 * unless in a loop or in what runs later.
 */
export function checkRelease(file: FileModel, node: Node, released: readonly Released[]): void {
  for (const { ending, paths } of released) {
    if (ending.keep !== 'local' || paths?.answer.kind !== 'somePaths') continue;
    const { witness } = paths.answer;
    const fail = (fact: string): never => {
      throw new InvariantError('release', file, node, fact);
    };
    // A function that opened it lost it before it gave it back, or left an object with it.
    if (ending.via.some(({ life, filling, owner }) => (life ?? filling)?.file === witness.file && isInside(witness.node, owner))) continue;
    // One that it was given to lost it, and said nothing.
    const takers = [...ending.life.takers.values()].flat();
    if (takers.some(({ life }) => life.file === witness.file && isInside(witness.node, life.boundary))) continue;
    if (witness.file !== ending.life.file) fail('the witness stands in another file than the client');
    if (!isInside(witness.node, ending.life.boundary)) fail('the witness stands outside of the function that has the client');
    const opening = paths.facts?.start;
    // What stands before it may be a listener, which runs behind it.
    const isLater = enclosingFunction(witness.node) !== ending.life.boundary;
    if (opening && witness.node.range[1] < opening.range[0] && !isLater && !isRepeated(opening, ending.life.boundary)) {
      fail('the witness comes before the client is there');
    }
  }
}

/** Whether the step stands in the function that the node stands in, or the other way round. */
function isAround(step: TraceStep, node: Node): boolean {
  return step.node === node || isInside(node, step.owner) || isInside(step.node, node);
}

/** Whether a node runs several times in one run of the function, so that what stands before it runs after it as well. */
function isRepeated(node: Node, boundary: Node): boolean {
  for (let current = node.parent; current && current !== boundary; current = current.parent) {
    if (/^(?:For|While|DoWhile)|Function/.test(current.type)) return true;
  }
  return false;
}
