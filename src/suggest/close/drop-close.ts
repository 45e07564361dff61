import { removingMethods } from '../../catalog/conventions/collections.js';
import type { Variable } from '../../resolve/file-model.js';
import type { SharedClose } from '../../release/shared/shared-close.js';
import { isNothing } from '../../resolve/value.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { takeOut } from '../text/emptied-blocks.js';
import { chainLinkOf, passedMethod } from '../text/emptied-callbacks.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Suggestion } from '../text/suggestion.js';

/** The close of a shared client goes, with what was there for it only. */
export function dropClose(source: Source, close: SharedClose, client: string): Suggestion<'dropClose'> | undefined {
  // What opens it would run on for every request, which not every client bears.
  if ((close.reopening && !close.isReopenable) || isForgotten(source, close)) return undefined;
  // One connection for each set of options is right, and the package keeps only one.
  if (!close.holder && isOpenedForOne(source, close)) return undefined;
  if (close.isDivided && !endsParts(source, close)) return undefined;
  // What a helper does besides is not known.
  if (close.helper) return undefined;
  // To open what is open already tells nobody whether it can be opened.
  if (isOnlyOpened(source, close)) return undefined;
  const edits = takeOut(source, [close.passed ? passedMethod(close.passed) : close.node]);
  return edits && toSuggestion('dropClose', client, edits);
}

/** Something else is ended by the same method: a page. Otherwise the close is all that ends what was opened in the client. */
function endsParts({ file }: Source, { node, receiver }: SharedClose): boolean {
  const name = isCall(node) && node.callee.type === 'MemberExpression' ? propertyName(node.callee) ?? '' : '';
  const wanted = file.spellingOf(receiver);
  return (file.members.get(name) ?? []).some((access) => isCall(access.parent) && file.spellingOf(access.object) !== wanted);
}

/** A check whether it can be opened: `await client.connect(); await client.close();`, and nothing is asked of it in between. */
export function isOnlyOpened(source: Source, { holder, node, receiver, reopening }: SharedClose): boolean {
  const owner = enclosingFunction(node);
  if (!reopening || !owner || isKept(reopening)) return false;
  const isBetween = (part: Node): boolean => part.range[0] >= reopening.range[1] && part.range[1] <= node.range[0];
  const between = [...nodesIn(source, owner.body, true)].filter(isBetween);
  // It is asked through other objects, too: collections and models that were made of it elsewhere.
  if (between.some((part) => part.type === 'AwaitExpression' || (!holder && part.type === 'ReturnStatement'))) return false;
  if (!holder) return true;
  const wanted = source.file.spellingOf(receiver);
  return !between.some((part) => (part.type === receiver.type || part.type === 'MemberExpression')
    && source.file.spellingOf(part) === wanted && !isTested(part));
}

/** `client.connect().then((opened) => { connection = opened; })`: it is used under another name. */
function isKept(opening: CallNode): boolean {
  const access = outermost(opening).parent;
  const link = access?.type === 'MemberExpression' && access.object === outermost(opening) ? chainLinkOf(access) : undefined;
  const [taker] = link?.name === 'then' ? link.call.arguments : [];
  return isFunction(taker) && taker.params.length > 0;
}

/** `if (client)` */
function isTested(part: Node): boolean {
  return /^(?:IfStatement|LogicalExpression|UnaryExpression)$/.test(part.parent?.type ?? '');
}

/** The package's own connection is opened with options that are not the same each time: `await sql.connect(configOf(tenant))`. */
function isOpenedForOne(source: Source, { receiver, openings }: SharedClose): boolean {
  // `mongoose.connection.close()` closes what `mongoose.connect(…)` opened, and a local variable may hold what any of them has.
  const rootOf = (node: Node): string => source.file.spellingOf(node).split('.')[0]!;
  const held = receiver.type === 'Identifier' ? source.file.variableOf(receiver) : undefined;
  const isLocal = held !== undefined && !isModuleScope(held.scope);
  const options = source.file.calls.filter(({ type, callee }) => (
    type === 'CallExpression' && callee.type === 'MemberExpression' && /(?<!dis)connect|open/i.test(propertyName(callee) ?? '')
    && (isLocal || rootOf(callee.object) === rootOf(receiver))))
    .map((call) => call.arguments);
  const texts = new Set(options.map((given) => given.map((argument) => source.file.spellingOf(argument)).join()));
  // What a call answers is known to be the same for all where the way to the opening is: `sql.connect(settingsOf('orders'))`.
  const mayCall = openings.length > 0;
  return texts.size > 1 || options.flat().some((argument) => isOfOne(source, argument, mayCall));
}

/** Whether it has a parameter, what a call answers, or a local variable that is more than another name for a value of the module. */
function isOfOne(source: Source, node: Node, mayCall: boolean, seen: ReadonlySet<Variable> = new Set()): boolean {
  return [...nodesIn(source, node, true)].some((part) => {
    if (isCall(part)) return !mayCall;
    const variable = part.type === 'Identifier' ? source.file.variableOf(part) : undefined;
    const definition = variable?.defs[0];
    if (!variable || !definition || isModuleScope(variable.scope) || seen.has(variable)) return false;
    const init = definition.node.type === 'VariableDeclarator' ? definition.node.init : null;
    return !init || (mayCall && variable.references.some(({ identifier }) => isChanged(identifier)))
      || isOfOne(source, init, mayCall, new Set([...seen, variable]));
  });
}

/** `settings.requestTimeout = 300000`: another function may put something else into its own copy. */
function isChanged(identifier: Node): boolean {
  const { parent } = identifier;
  return parent?.type === 'MemberExpression' && parent.object === identifier
    && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent;
}

/** The same function takes the client out of what holds it: the next request would make another one beside the one that is still open. */
function isForgotten(source: Source, { receiver, node }: SharedClose): boolean {
  const owner = enclosingFunction(node);
  const wanted = source.file.spellingOf(receiver);
  // Its own variable only names what others keep.
  const isOwn = (place: Node): boolean => {
    const scope = place.type === 'Identifier' ? source.file.variableOf(place)?.scope : undefined;
    return owner !== undefined && scope !== undefined && isInside(scope.block, owner);
  };
  return !owner || [...nodesIn(source, owner.body, true)].some((part) => {
    switch (part.type) {
      case 'AssignmentExpression':
        return !isOwn(part.left) && (source.file.spellingOf(part.left) === wanted || isNothing(part.right));
      case 'UnaryExpression':
        return part.operator === 'delete';
      case 'CallExpression':
        return part.callee.type === 'MemberExpression' && removingMethods.has(propertyName(part.callee) ?? '')
          // `client.order.delete(…)` asks the client itself to delete something.
          && !isOwn(part.callee.object) && !source.file.spellingOf(part.callee.object).startsWith(`${wanted}.`);
      default:
        return false;
    }
  });
}
