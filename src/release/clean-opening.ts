import { cannotThrow } from '../control/non-throwing-calls.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Hand } from '../ownership/ending.js';
import { isInside } from '../syntax/is-inside.js';
import { isAwaited, isCall, isLoop, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import type { Program } from '../project/program.js';
import { isInfallibleCall } from './infallible-calls.js';
import { possibleFunctions } from './possible-functions.js';

/*
 * Does a call open the client, and leave nothing open where it fails? A method of the client that the catalog says so of, and a method of
 * the object that holds it which does nothing else that can fail: `connect() { return this.client.authenticate(); }`.
 * Input: the call, such methods of the client, and the hands that the client came through. Blind spot: methods that call one another.
 */
export function opensCleanly(
  program: Program, index: CatalogIndex, file: FileModel, call: CallNode, methods: readonly string[], hands: readonly Hand[],
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  if (methods.includes(propertyName(callee) ?? '')) return true;
  const names = hands.flatMap(({ field }) => field?.path.at(-1)?.replace(/^\./, '') ?? []);
  const functions = names.length === 0 || methods.length === 0 ? undefined : possibleFunctions(program, file, call);
  return functions?.every((one) => opensOnly(program, index, one.file, one.node, (inner) => isOpening(inner, names, methods))) ?? false;
}

/** `this.client.connect()` */
function isOpening(call: CallNode, names: readonly string[], methods: readonly string[]): boolean {
  const callee = unwrap(call.callee);
  const field = callee.type === 'MemberExpression' && methods.includes(propertyName(callee) ?? '') ? unwrap(callee.object) : undefined;
  return field?.type === 'MemberExpression' && field.object.type === 'ThisExpression' && names.includes(propertyName(field) ?? '');
}

/** Whether nothing in a function can fail behind its opening call, and whoever calls it hears of a failure of that one. */
function opensOnly(
  program: Program, index: CatalogIndex, file: FileModel, fn: FunctionNode, opens: (call: CallNode) => boolean,
): boolean {
  const nodes = [...ownNodes(fn.body, file.tree.visitorKeys)];
  const opening = nodes.find((node) => isCall(node) && opens(node));
  const isHeardOf = opening && (isAwaited(opening) || opening.parent?.type === 'ReturnStatement' || opening.parent === fn);
  if (!isHeardOf || fn.generator) return false;
  const isBehind = (node: Node): boolean => node.range[0] > opening.range[0] && !isInside(node, opening);
  return nodes.every((node) => {
    if (!isBehind(node)) return !isLoop(node);
    switch (node.type) {
      case 'ThrowStatement':
        return isInHandlerOf(node, opening, fn);
      case 'CatchClause':
        return isInHandlerOf(node, opening, fn) && nodes.some((inner) => inner.type === 'ThrowStatement' && isInside(inner, node));
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'TaggedTemplateExpression':
        return false;
      default:
        return !isLoop(node) && (!isCall(node) || cannotThrow(file, node) || isInfallibleCall(program, index, file, node));
    }
  });
}

/** Whether a node stands in the `catch` of a `try` around the opening: what failed is that, or what stands before it. */
function isInHandlerOf(node: Node, opening: Node, fn: FunctionNode): boolean {
  for (let current: Node | undefined = node; current && current !== fn; current = current.parent) {
    if (current.type === 'CatchClause' && current.parent.type === 'TryStatement' && isInside(opening, current.parent.block)) return true;
  }
  return false;
}
