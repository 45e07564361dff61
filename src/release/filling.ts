import type { CatalogIndex } from '../catalog/merge.js';
import { isCaught } from '../control/failure-handlers.js';
import type { Hand, LocalEnding } from '../ownership/ending.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { methodOf } from '../syntax/method-of.js';
import { enclosingFunction, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import { opensCleanly } from './clean-opening.js';
import { findFieldOpening } from './connecting-use.js';
import { walkReleasePaths } from './paths/release-paths.js';
import type { Witness } from './paths/release-question.js';
import { isOpen } from './paths/release-state.js';
import { questionOf } from './question-of.js';
import type { Opening } from './question-of.js';

/*
 * `service.connect()`, a method that puts the client into a field of its object: before, the object holds nothing.
 * Input: what became of the client in the method, and in the function that has the object. Output: the call, and what fails in the method
 * when the client is open already. Invariant: one call, of one method. Blind spot: fields that are filled by helpers of its helpers.
 */

export interface Filling {
  readonly call: CallNode;
  /** The method. */
  readonly hand: Hand;
  /** The call of it by another method, where that is the one that is called. */
  readonly within?: CallNode;
}

export function fillingOf(
  program: Program, { life, origin, via }: Pick<LocalEnding, 'life' | 'origin' | 'via'>, boundary: FunctionNode,
): Filling | undefined {
  const { file } = life;
  const methods = via.filter(isInMethod);
  const fillings = methods.length === 0 ? [] : file.calls.flatMap((call): Filling[] => {
    if (enclosingFunction(call) !== boundary) return [];
    const called = methodCalled(program, file, call);
    if (!called) return methods.filter((hand) => isCalledOn(file, call, hand, origin)).map((hand) => ({ call, hand }));
    const hand = methods.find(({ owner }) => owner === called.method);
    return hand ? [{ call, hand }] : fillingsWithin(program, called, methods).map((filling) => ({ ...filling, call }));
  });
  // What other methods fill on their way is there already where it is filled by itself.
  const direct = fillings.filter(({ within }) => !within);
  const [filling, ...others] = direct.length > 0 ? direct : fillings;
  // A method that also sees to the release, in a listener perhaps, has done so when it is over.
  return filling && others.length === 0 && !releasesOf(life).includes(filling.call) ? filling : undefined;
}

/**
 * `const store = open[kind](url); await store.connect()`: of all that `store` may be, the object that has the client is the one whose
 * method it came through.
 */
function isCalledOn(file: FileModel, { callee }: CallNode, { owner: { parent } }: Hand, origin: Node): boolean {
  const access = unwrap(callee);
  if (access.type !== 'MemberExpression' || parent.type !== 'MethodDefinition') return false;
  const object = unwrap(access.object);
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  return propertyName(access) !== undefined && propertyName(access) === propertyName(parent)
    && variable?.references.some(({ writeExpr }) => writeExpr && isInside(origin, writeExpr)) === true;
}

interface Called {
  readonly file: FileModel;
  readonly method: FunctionNode;
}

function methodCalled(program: Program, file: FileModel, call: CallNode): Called | undefined {
  const callee = program.evaluator.evaluate(file, call.callee);
  if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node)) return undefined;
  return { file: callee.file, method: callee.node };
}

/** `if (!this.client) await this.connect();` in another method of the object. */
function fillingsWithin(program: Program, { file, method }: Called, methods: readonly Hand[]): Pick<Filling, 'hand' | 'within'>[] {
  if (!methodOf(method)) return [];
  return file.calls.flatMap((within) => {
    const isOwn = enclosingFunction(within) === method && within.callee.type === 'MemberExpression'
      && within.callee.object.type === 'ThisExpression';
    const called = isOwn ? methodCalled(program, file, within) : undefined;
    const hand = called && methods.find(({ owner }) => owner === called.method);
    return hand ? [{ hand, within }] : [];
  });
}

/** Where the method that calls the one that fills the field may fail behind that: its object is left with the client. */
export function lossBehind(file: FileModel, { call, hand, within }: Filling): Witness | undefined {
  const method = within && enclosingFunction(within);
  const mayFail = isFunction(method) && [...ownNodes(method.body, hand.file.tree.visitorKeys)].some((node) => (
    node.type === 'AwaitExpression' && node.range[0] > within!.range[1] && !isCaught(node, method)));
  return mayFail ? { kind: 'throw', file, node: call } : undefined;
}

/** Whether a method has it, which runs when somebody calls it, and no constructor. */
export function isInMethod({ owner }: Hand): boolean {
  return isFunction(owner) && methodOf(owner) !== undefined;
}

/** What fails in the method when it has opened the client: its object is left with it. */
export function lossInFilling(
  program: Program, index: CatalogIndex, { filling, node, owner }: Hand, opening: Opening,
): Witness | undefined {
  if (!filling || !isFunction(owner) || owner !== filling.boundary || owner.generator) return undefined;
  const { file } = filling;
  const { connects = 'construction', cleanFailure = [], openFailure } = opening;
  const firstUse = connects === 'construction' ? undefined
    : findFieldOpening(file, node, (call) => opensCleanly(program, index, file, call, cleanFailure, []));
  if (connects !== 'construction' && !firstUse) return undefined;
  const { ends } = walkReleasePaths({
    ...questionOf(program, index, filling, owner, opening), origin: node, isGivenBack: true,
    ...(openFailure && { openFailure }), ...(firstUse && { firstUse }),
  });
  const lost = ends.find(({ way, state, loss }) => way === 'throw' && isOpen(state) && loss?.kind === 'throw' && loss.isLikely)?.loss;
  return lost && { kind: 'throw', file: lost.file ?? file, node: lost.node };
}
