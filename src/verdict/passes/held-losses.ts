import { isCaught } from '../../control/failure-handlers.js';
import type { Holder } from '../../ownership/ending.js';
import { isAskedFor, placeNames } from '../../ownership/places/tested-place.js';
import type { LocalLife } from '../../ownership/lives/local-life.js';
import { walkHolder } from '../../release/holder-walk.js';
import type { HeldOpening } from '../../release/holder-walk.js';
import type { WalkedPaths } from '../../release/paths/release-paths.js';
import { ANY_MEMBER } from '../../resolve/path.js';
import { enclosingFunction, isCall, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
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
    const walk = (hasLoans: boolean): WalkedPaths | undefined => (
      walkHolder(engine.program, engine.index, ready, { ...opening, hasLoans }, (call) => isHarmlessNext(engine, holder, call)));
    const found = walk(false);
    const paths = found ?? (isKeyed(life) && life.effects.has('handedOver') ? walk(true) : undefined);
    const isRepeated = paths !== undefined && isKeyed(life) && isPassedOn(paths);
    if (!paths || (!found && !isRepeated)) return [];
    const run = engine.reach.runAt(holder.file, origin, { isKept: !isRepeated });
    if (run.kind !== 'perRequest') return [];
    // What is made where there is none is kept for others, and missing once.
    const names = isKeptForRun(engine, life) ? new Set<string>() : placeNames(life);
    if (!isRepeated && [...run.trace, ...via].some((step) => isAskedFor(step.file, step.node, names))) return [];
    return [{ ending: { keep: 'local', life, origin, run, via, hold: kind }, paths }];
  });
}

/** Kept under a key: there is one for each, and one more for each that could not be kept. */
function isKeyed({ effects }: LocalLife): boolean {
  return [...effects.of('keptByVariable'), ...effects.of('keptByField')].some(({ path }) => path.includes(ANY_MEMBER));
}

/** Whether requests have the places that keep it to themselves: the next one finds an empty one, and loses another client. */
function isKeptForRun({ reach }: FileEngine, { file, effects }: LocalLife): boolean {
  const places = effects.of('keptByVariable');
  return places.length > 0 && !effects.has('keptByField', 'stored', 'handedOver') && places.every(({ variable }) => {
    const declaring = enclosingFunction(variable.identifiers[0]!);
    return isFunction(declaring) && reach.runOf(file, declaring).kind === 'perRequest';
  });
}

/** Whether the function catches the failure, so that it is no surprise, and loses the client all the same. */
function isPassedOn({ answer, facts: { boundary } }: WalkedPaths): boolean {
  return answer.kind === 'somePaths' && isCaught(answer.witness.node, boundary);
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
