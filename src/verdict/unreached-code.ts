import { consumingMethods } from '../catalog/conventions/events.js';
import { isInFailureHandler } from '../control/failure-handlers.js';
import type { LocalEnding } from '../ownership/ending.js';
import { once } from '../project/once.js';
import { isLeftFile } from '../project/starts/left-files.js';
import { isNamedNowhere } from '../project/starts/unnamed-function.js';
import { isUntakenExport } from '../project/starts/untaken-export.js';
import { handRunReason } from '../serving/hand-run.js';
import { servingOf } from '../serving/serving.js';
import type { Serving } from '../serving/serving.js';
import type { RunOwner } from '../reach/callers.js';
import { UNASKED } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { declaredNameOf, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Site } from '../sites/sites.js';
import type { FileEngine } from './engine.js';
import { isForHandlers, reportsToOthers } from './listening.js';
import type { Unreached } from './finding.js';
import { originOf } from './passes/arguments.js';
import { nameOf } from './passes/fact.js';
import { whoRuns } from './passes/reach.js';
import type { ReachedFunction } from './passes/reach.js';

/*
 * A client is certainly lost, and nobody who runs that code is in sight. Output: what is not known, in words, and whether the code
 * evidently serves requests, so that the loss may be told all the same. `undefined` for code that nothing refers to, and for a client that
 * goes on working by itself: `channel.consume(queue, handle)` is most often a matter of start-up.
 */
export function unreachedAt(engine: FileEngine, site: Site, ending: LocalEnding): Unreached | undefined {
  const { program, index, reach } = engine;
  const { life, origin } = ending;
  const functions = whoRuns(reach, life.file, origin).callers();
  // Who calls it may always give one.
  if (isMadeForLack(site) || (ending.run.kind === 'unknown' && ending.run.reason === UNASKED)) return undefined;
  // Who listens for the end of the process does so once.
  if (life.effects.has('releasedAtEnd')) return undefined;
  // An object that is a part of objects: what becomes of the outermost of them is seldom seen, because it may put itself somewhere.
  const isDeep = ending.via.filter(({ field }) => field !== undefined).length > 2;
  // `connection.on('close', () => connect())`: it takes the place of one that is gone.
  const isReplacing = origin !== site.node && isInFailureHandler(origin);
  if (isLeft(engine, functions) || isDeep || isReplacing || consumes(life)) return undefined;
  if (isForHandlers(reach, ending) || reportsToOthers(ending)) return undefined;
  const first = functions.find(({ callers }) => (
    callers.entries.length + callers.calls.length === 0 && !callers.isOnce && !callers.isMemoised));
  const name = first && nameOf(first.owner);
  const called = name?.endsWith('()') ? `\`${name}\`` : 'the function around it';
  const unknown = first === undefined ? 'it is unknown how often this runs'
    : first.callers.isOpen ? `${called} is handed to code that is not followed` : `no caller of ${called} was found`;
  const serving: Serving = engine.isTestFile(life.file) ? { serves: false, reason: 'it is a test' }
    : isRunByHand(engine, life.file, functions) ? { serves: false, reason: 'only scripts call it' }
      : servingOf(program, index, life.file);
  return { unknown, serving, arguments: once(() => originOf(engine, site, ending)) };
}

/** Whether nobody runs the code of an ending, as far as the whole project tells: nothing leads to its function, or to the file of it. */
export function isLeftCode(engine: FileEngine, { life, origin }: LocalEnding): boolean {
  return isLeft(engine, whoRuns(engine.reach, life.file, origin).callers());
}

function isLeft({ program, entries, isTestFile }: FileEngine, functions: readonly ReachedFunction[]): boolean {
  // What looks like a handler is there to be mounted. Other functions that a file exports may be meant for whoever comes.
  const isUnmounted = (file: FileModel, owner: RunOwner): boolean => (
    isFunction(owner) && entries.ofFunction(file, owner, true) !== undefined
      && (entries.isPassedOver(file) || isUntakenExport(program, file, owner, isTestFile)));
  const ends = functions.filter(isEnd);
  return functions.some(({ file, owner }) => (
    isDead(file, owner) || isUnmounted(file, owner) || isLeftFile(program, file, isTestFile)))
    || (ends.length > 0 && ends.every(({ file, owner, callers }) => (
      !callers.isOpen && !callers.isOnce && !callers.isMemoised && isFunction(owner) && isNamedNowhere(program, file, owner, isTestFile))));
}

/** Nothing that is in sight leads to it, or not all of what does. */
function isEnd({ callers }: ReachedFunction): boolean {
  return callers.isOpen || callers.entries.length + callers.calls.length === 0;
}

/** A function that a server has beside others: all that leads to it, as far as that is in sight, stands in other files, run by hand. */
function isRunByHand({ program }: FileEngine, file: FileModel, functions: readonly ReachedFunction[]): boolean {
  const ends = functions.filter(isEnd);
  return ends.length > 0 && ends.every((end) => end.file !== file && handRunReason(program, end.file) !== undefined);
}

/** `const db = transaction || new Client()`, where the function is given the transaction. */
function isMadeForLack({ file, node }: Site): boolean {
  const choice = outermost(node).parent;
  const given = choice?.type === 'LogicalExpression' && choice.operator !== '&&' ? unwrap(choice.left)
    : choice?.type === 'ConditionalExpression' ? unwrap(choice.test) : undefined;
  return given?.type === 'Identifier' && file.variableOf(given)?.defs[0]?.type === 'Parameter';
}

/** Whether the function registers what is to be done with all that comes in: a function, or an object of functions. */
function consumes({ file, boundary, effects }: LocalEnding['life']): boolean {
  // What is released now and then is meant to end.
  return !effects.has('released') && file.calls.some((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !consumingMethods.has(propertyName(callee) ?? '') || !isInside(call, boundary)) return false;
    return call.arguments.some((argument) => isFunction(argument) || (argument.type === 'ObjectExpression'
      && argument.properties.some((property) => property.type === 'Property' && isFunction(property.value))));
  });
}

/** A function that nothing calls, exports or hands on: nobody runs it. */
function isDead(file: FileModel, owner: Parameters<typeof nameOf>[0]): boolean {
  if (!isFunction(owner)) return false;
  const named = declaredNameOf(owner);
  const variable = named && file.variableOf(named);
  return variable !== undefined && file.exportedNames(variable).length === 0
    && !variable.references.some((reference) => reference.isRead());
}
