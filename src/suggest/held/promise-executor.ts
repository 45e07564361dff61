import type { TSESTree } from '@typescript-eslint/utils';
import { repeatedEvents } from '../../catalog/conventions/events.js';
import { ongoingNames } from '../../catalog/conventions/methods.js';
import { isExecutor, isPromise } from '../../control/callbacks.js';
import { isInFailureHandler } from '../../control/failure-handlers.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, literalText, outermost, propertyName } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `new Promise((resolve, reject) => …)` around code that calls back: is everything over that is done with a client when it is settled?
 * Input: the function that the promise is given, and the client's variable. Output: yes, or that nobody knows.
 * Invariant: what the promise is settled with is not the client, and nothing is done with the client behind that, unless something failed.
 * Blind spot: work that one callback begins and another one settles the promise without waiting for.
 */

/** The function given to a promise that `boundary` itself makes, where `node` is in it. */
export function executorAround(node: Node, boundary: Node): FunctionNode | undefined {
  for (let fn = enclosingFunction(node); fn && fn !== boundary; fn = enclosingFunction(fn)) {
    if (isFunction(fn) && isExecutor(fn) && enclosingFunction(fn.parent) === boundary) return fn;
  }
  return undefined;
}

/** `releases` are calls that close it, and go. */
export function isOverWhenSettled(source: Source, executor: FunctionNode, client: Variable, releases: ReadonlySet<Node>): boolean {
  const settlers = executor.params.map((parameter) => parameter.type === 'Identifier' ? source.file.variableOf(parameter) : undefined);
  if (settlers.length === 0 || settlers.length > 2 || !settlers.every((settler) => settler !== undefined)) return false;
  const others = client.references.map(({ identifier }) => identifier)
    .filter((identifier) => ![...releases].some((release) => isInside(identifier, release)));
  return settlers.every(({ references }) => references.every(({ identifier }) => {
    const given = outermost(identifier);
    const call = given.parent;
    if (call?.type !== 'CallExpression') return false;
    // `promise.then(resolve)`, `client.on('error', reject)`
    if (call.callee !== given) return !isRepeated(call);
    if (call.arguments.some((argument) => isGoingOn(source, argument, client))) return false;
    const callback = enclosingFunction(call);
    if (callback?.parent.type === 'CallExpression' && isRepeated(callback.parent) && !isClosedBeside(call, releases)) return false;
    if (isInFailureHandler(call)) return true;
    const behind = statementsBehind(call, callback);
    return !others.some((other) => behind.some((statement) => isInside(other, statement)));
  }));
}

function isRepeated({ callee, arguments: [event] }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && /^(?:on|addListener)$/.test(propertyName(callee) ?? '')
    && repeatedEvents.test(literalText(event) ?? '');
}

/** The code closes it together with that: the first of the events that it was waiting for is the last. */
function isClosedBeside(call: Node, releases: ReadonlySet<Node>): boolean {
  const block = call.parent?.parent;
  return block?.type === 'BlockStatement' && [...releases].some((release) => {
    const statement = release.parent?.type === 'AwaitExpression' ? release.parent.parent : release.parent;
    return statement?.type === 'ExpressionStatement' && statement.parent === block;
  });
}

/** The client, or something that reads on from it. */
function isGoingOn(source: Source, value: Node, client: Variable): boolean {
  return [...nodesIn(source, value, true)].some((node) => (
    (node.type === 'Identifier' && (source.file.variableOf(node) === client || ongoingNames.test(node.name)))));
}

/** What runs in the same function behind a call. */
function statementsBehind(call: Node, owner: Node | undefined): Node[] {
  const behind: Node[] = [];
  for (let node: Node = call; node.parent && node !== owner; node = node.parent) {
    if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return behind;
    const { parent } = node;
    const body: readonly Node[] = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
    const following = body.slice(body.indexOf(node) + 1);
    const end = following.findIndex(({ type }) => /^(?:Return|Throw|Break|Continue)Statement$/.test(type));
    behind.push(...end === -1 ? following : following.slice(0, end + 1));
    if (end !== -1 && /^(?:Return|Throw)/.test(following[end]!.type)) return behind;
  }
  return behind;
}

/**
 * In TypeScript `new Promise(…)` takes its type from where it goes, which is a call then: the type that the function gives is written out.
 * `undefined` where that is not to be read there.
 */
export function typedPromise(source: Source, promise: Node, { returnType }: FunctionNode): Edit[] | undefined {
  if (!isPromise(promise) || promise.typeArguments || !returnType || promise.parent.type !== 'ReturnStatement') return [];
  const { typeAnnotation } = returnType;
  const isPlain = typeAnnotation.type === 'TSTypeReference' && typeAnnotation.typeName.type === 'Identifier'
    && typeAnnotation.typeName.name === 'Promise' && typeAnnotation.typeArguments !== undefined;
  if (!isPlain) return undefined;
  const at = promise.callee.range[1];
  return [{ range: [at, at], text: source.file.textOf(typeAnnotation.typeArguments!) }];
}
