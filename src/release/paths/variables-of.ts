import type { TSESTree } from '@typescript-eslint/utils';
import { collectingMethods } from '../../catalog/conventions/collections.js';
import { failureParts, successParts } from '../../catalog/conventions/methods.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { singleValueOf, writtenValues } from '../../resolve/values.js';
import { nodeCallbackOf } from '../../control/callbacks.js';
import { stackCallOf } from '../../control/disposable-stacks.js';
import { isInside } from '../../syntax/is-inside.js';
import { isAwaited, isCall, isChainedToPromise, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';

/** The variables that a pattern binds: `client`, `{ client, stop }`, `[client]`. Members, which it may assign to, are left out. */
export function variablesOf(file: FileModel, pattern: Node): Variable[] {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = file.variableOf(pattern);
      return variable ? [variable] : [];
    }
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => (
        variablesOf(file, property.type === 'RestElement' ? property.argument : property.value)));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? variablesOf(file, element) : []));
    case 'AssignmentPattern':
      return variablesOf(file, pattern.left);
    default:
      return [];
  }
}

/** What leads to a client in a function: variables, and the spellings of what its releases are called on. */
export interface Holders {
  readonly names: Set<Variable>;
  readonly receivers: Set<string>;
}

/** Whether an expression is one of them. */
export function isHolder(file: FileModel, { names, receivers }: Holders, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type !== 'Identifier') return node.type === 'MemberExpression' && receivers.has(file.spellingOf(node));
  const variable = file.variableOf(node);
  return variable !== undefined && names.has(variable);
}

/** `opening` is the node after which the client is there, `releases` what releases it in `boundary`. */
export function holdersOf(
  { file, opening, boundary, releases }: {
    readonly file: FileModel; readonly opening: Node; readonly boundary: FunctionNode; readonly releases: ReadonlySet<Node>;
  },
  parts?: ReadonlySet<string>,
): Holders {
  const holders: Holders = { names: new Set(), receivers: new Set() };
  const add = (pattern: Node | undefined): void => {
    const variables = pattern ? variablesOf(file, pattern) : [];
    // `const { client, error } = await open();`
    const isResult = variables.length > 1;
    const having = isResult && parts ? partsIn(file, pattern!, parts) : [];
    for (const variable of having.length > 0 ? having : variables) {
      if (!isResult || !isOutcome(variable.name)) holders.names.add(variable);
    }
  };
  let value = outermost(opening);
  while (value.parent?.type === 'LogicalExpression' || value.parent?.type === 'ConditionalExpression') value = outermost(value.parent);
  const { parent } = value;
  if (opening.type === 'AssignmentExpression') add(opening.left);
  if (boundary.params.includes(opening as TSESTree.Parameter)) add(opening);
  if (parent?.type === 'VariableDeclarator' && parent.init === value) add(parent.id);
  if (parent?.type === 'AssignmentExpression' && parent.right === value) add(parent.left);
  const chained = chainedTo(value);
  const callback = chained?.callee.type === 'MemberExpression' && propertyName(chained.callee) === 'then' && chained.arguments[0];
  if (callback && isFunction(callback)) add(callback.params[0]);
  add(isCall(opening) ? nodeCallbackOf(opening)?.params[1] : undefined);
  // `pool.release(client)`, `stack.use(client)`: what takes the client back is not the client.
  const isGivenTo = (release: Node): boolean => (
    isCall(release) && release.arguments.some((argument) => isInside(opening, argument) || isHolder(file, holders, argument)));
  for (const release of releases) {
    if (isCall(release) && stackCallOf(file, release)) {
      const holder = outermost(release).parent;
      if (holder?.type === 'VariableDeclarator' && holder.init) add(holder.id);
      continue;
    }
    const access = isCall(release) ? unwrap(release.callee) : release;
    if (access.type !== 'MemberExpression' || isGivenTo(release)) continue;
    const receiver = unwrap(access.object);
    holders.receivers.add(file.spellingOf(receiver));
    const variable = receiver.type === 'Identifier' ? file.variableOf(receiver) : undefined;
    if (variable && variable.defs[0]?.type !== 'ImportBinding') holders.names.add(variable);
  }
  addCopies(file, holders.names);
  return holders;
}

/** The variables of a pattern that take one of these parts. */
function partsIn(file: FileModel, pattern: Node, parts: ReadonlySet<string>): Variable[] {
  if (pattern.type === 'ArrayPattern') {
    return pattern.elements.flatMap((element, index) => (element && parts.has(String(index)) ? variablesOf(file, element) : []));
  }
  return pattern.type !== 'ObjectPattern' ? [] : pattern.properties.flatMap((property) => (
    property.type === 'Property' && parts.has(propertyName(property) ?? '') ? variablesOf(file, property.value) : []));
}

function isOutcome(name: string): boolean {
  return failureParts.test(name) || successParts.test(name);
}

/** `const { client, error } = await open();`: variables that tell whether there is a client, by what they are called. */
export function outcomesOf(
  file: FileModel, opening: Node,
): { readonly failures: readonly Variable[]; readonly successes: readonly Variable[] } {
  const value = outermostAwaited(opening);
  const { parent } = value;
  const variables = parent?.type === 'VariableDeclarator' && parent.init === value ? variablesOf(file, parent.id) : [];
  const named = (names: RegExp): Variable[] => (variables.length > 1 ? variables.filter(({ name }) => names.test(name)) : []);
  return { failures: named(failureParts), successes: named(successParts) };
}

/** Whether what an expression gives is waited for, here or by what is chained to it. */
export function isPromised(expression: Node): boolean {
  const chained = chainedTo(outermost(expression));
  return isAwaited(expression) || (chained !== undefined && isChainedToPromise(chained));
}

/** `open().then(…)`: the call of a method of what an expression gives. */
function chainedTo(expression: Node): TSESTree.CallExpression | undefined {
  const access = expression.parent;
  const call = access?.type === 'MemberExpression' && access.object === expression ? access.parent : undefined;
  return call?.type === 'CallExpression' && call.callee === access ? call : undefined;
}

/** Adds what holds the same as one of the names, and never anything else: `let winner; … winner = candidate;`. */
function addCopies(file: FileModel, names: Set<Variable>): void {
  // What is added while a set is walked is walked as well.
  for (const name of names) {
    for (const { identifier } of name.references) {
      const copy = copyOf(file, identifier);
      const written = copy && writtenValues(copy);
      const isCopy = written?.isComplete && written.values.every(({ expression, path }) => {
        const value = unwrap(expression);
        const source = value.type === 'Identifier' ? file.variableOf(value) : undefined;
        return path.length === 0 && source !== undefined && names.has(source);
      });
      if (copy && isCopy) names.add(copy);
    }
  }
}

/** The variable that an expression is assigned to. */
function copyOf(file: FileModel, expression: Node): Variable | undefined {
  const node = outermost(expression);
  const { parent } = node;
  const target = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id
    : parent?.type === 'AssignmentExpression' && parent.right === node && parent.operator === '=' ? parent.left : undefined;
  const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
  return variable?.defs[0]?.type === 'Variable' ? variable : undefined;
}

/** The function that a variable stands for. */
export function functionOf(variable: Variable): FunctionNode | undefined {
  const definition = variable.defs[0];
  if (definition?.node.type === 'FunctionDeclaration' && definition.type === 'FunctionName') return definition.node;
  if (definition?.type !== 'Variable') return undefined;
  const held = singleValueOf(variable);
  const value = held?.path.length === 0 ? unwrap(held.expression) : undefined;
  return isFunction(value) ? value : undefined;
}

/** `ids.map((id) => new Client(id))`, `Promise.all(ids.map(open))` */
function isList(opening: Node): boolean {
  const call = unwrap(opening);
  if (call.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return name !== undefined && LISTING.test(name) && call.arguments.some((argument) => isFunction(argument) || isList(argument));
}

const LISTING = /^(?:all|map|mapSeries|parallel|p?Map(?:Series)?)$/;

/** Whether what a node gives, or one of its names, is put into a collection: a list, a map, a field of some object. */
export function isCollected(opening: Node, names: Iterable<Variable>): boolean {
  if (isList(opening)) return true;
  const spots: Node[] = [opening];
  for (const variable of names) spots.push(...variable.references.map(({ identifier }) => identifier));
  return spots.some((spot) => {
    const node = outermostAwaited(spot);
    const { parent } = node;
    if (parent?.type === 'ArrayExpression') return true;
    if (parent?.type === 'AssignmentExpression') return parent.right === node && parent.left.type === 'MemberExpression';
    if (parent?.type !== 'CallExpression' || parent.callee === node) return false;
    const callee = unwrap(parent.callee);
    return callee.type === 'MemberExpression' && collectingMethods.has(propertyName(callee) ?? '');
  });
}

/** Whether it is one of the values of an object that is written out: `{ orders: new Client() }`. */
export function isInObject(opening: Node, names: Iterable<Variable>): boolean {
  const spots: Node[] = [opening];
  for (const variable of names) spots.push(...variable.references.map(({ identifier }) => identifier));
  return spots.some((spot) => {
    const node = outermostAwaited(spot);
    const { parent } = node;
    return parent?.type === 'Property' && parent.value === node && parent.parent.type === 'ObjectExpression';
  });
}

/** `await open()`: what is waited for goes on from there. */
export function outermostAwaited(spot: Node): Node {
  let node = outermost(spot);
  while (node.parent?.type === 'AwaitExpression') node = outermost(node.parent);
  return node;
}
