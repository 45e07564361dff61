import type { Holder } from '../../ownership/ending.js';
import { isAskedFor, placeNames } from '../../ownership/places/tested-place.js';
import { walkHolder } from '../../release/holder-walk.js';
import type { HeldOpening } from '../../release/holder-walk.js';
import { isCall, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { FileEngine } from '../engine.js';
import type { Released } from './release.js';

/*
 * The pass that asks whether a function loses a client that others have in the end: before it puts it where they find it, or before it
 * takes it back from there.
 * Invariant: only where requests run it, because what fails at the start ends the process.
 */

/** `startOf` tells where something is ready that an expression gives: behind what is chained to it, such as waiting for it. */
export function findHeldLosses(
  engine: FileEngine, holders: readonly Holder[], opening: HeldOpening = {}, startOf = chainedTo,
): Released[] {
  return holders.flatMap((holder): Released[] => {
    const { life, origin, via, kind } = holder;
    const ready = { ...holder, origin: startOf(origin) };
    const paths = walkHolder(engine.program, engine.index, ready, opening, (call) => isHarmlessNext(engine, holder, call));
    const run = paths && engine.reach.runAt(holder.file, origin);
    if (run?.kind !== 'perRequest') return [];
    // What is made where there is none is kept for others, and missing once.
    const names = placeNames(life);
    if ([...run.trace, ...via].some((step) => isAskedFor(step.file, step.node, names))) return [];
    return [{ ending: { keep: 'local', life, origin, run, via, hold: kind }, paths: paths! }];
  });
}

/** `createConnection(url).asPromise()`: nothing is there before all of it has succeeded. */
function chainedTo(origin: Node): Node {
  const access = outermost(origin).parent;
  const call = access?.type === 'MemberExpression' && access.object === outermost(origin) ? outermost(access).parent : undefined;
  return isCall(call) && call.callee === outermost(access!) ? chainedTo(call) : origin;
}

/** `await next()` in a middleware, where the framework sees to what fails behind it. */
function isHarmlessNext({ reach }: FileEngine, { life: { file, boundary } }: Holder, call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const definition = callee.type === 'Identifier' ? file.variableOf(callee)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || definition.node !== boundary || !isFunction(boundary)) return false;
  return reach.callersOf(file, boundary).entries.some(({ framework }) => !framework.nextRejects);
}
