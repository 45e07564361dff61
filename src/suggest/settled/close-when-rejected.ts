import type { TSESTree } from '@typescript-eslint/utils';
import { isExecutor, isPromise } from '../../control/callbacks.js';
import type { Variable } from '../../resolve/file-model.js';
import type { Witness } from '../../release/paths/release-question.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { declaredIn, isQuiet } from './close-when-settled.js';
import { howToClose, releasesOf } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { typedPromise } from '../held/promise-executor.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt } from '../text/wrapped-in-try.js';

/*
 * `return new Promise((resolve, reject) => { … resolve(client) … }).catch((error) => { client.close(); throw error; })` in a function that
 * opens a client in code that calls back: whoever gets it closes it, and when the promise is rejected, nobody has it.
 * Input: a construction whose variable is declared in front of the promise. Output: edits, or `undefined`.
 * Invariant: the promise has the value, the type and the failure that it had. Blind spot: code that goes on with the client when it has
 * rejected the promise.
 */

export function closeWhenRejected(source: Source, style: Style, made: Obligated, witness: Witness): Edit[] | undefined {
  const held = declaredIn(source, made);
  if (!held || held.boundary.async) return undefined;
  const { variable, boundary, following } = held;
  const last = following.at(-1);
  const promise = last?.type === 'ReturnStatement' ? last.argument : null;
  const executor = promise && isPromise(promise) ? promise.arguments[0] : undefined;
  if (!promise || !isFunction(executor) || !isExecutor(executor) || !isInside(witness.node, promise)) return undefined;
  const areQuiet = following.slice(0, -1).every((one) => isQuiet(source, made, variable, one));
  if (!areQuiet || !givesOnly(source, executor, variable)) return undefined;
  const releases = releasesOf(variable, made, boundary);
  const how = releases?.length === 0 ? howToClose(source, made, variable, []) : undefined;
  const typed = typedPromise(source, promise, boundary);
  if (!how || !typed) return undefined;
  const close = how.closeQuietly ?? how.close;
  const own = indentAt(source, last!);
  const lines = [close, 'throw error'].map((line) => `${style.eol}${own}${style.indent}${line}${style.semicolon}`);
  const text = `.catch(${close.startsWith('await ') ? 'async ' : ''}(error) => {${lines.join('')}${style.eol}${own}})`;
  return [{ range: [promise.range[1], promise.range[1]], text }, ...typed];
}

/** The promise is settled with the client, by itself or in an object, and with nothing else. */
function givesOnly({ file }: Source, { params }: FunctionNode, client: Variable): boolean {
  const [resolve] = params;
  const settler = resolve?.type === 'Identifier' ? file.variableOf(resolve) : undefined;
  const isClient = (value: Node): boolean => value.type === 'Identifier' && file.variableOf(value) === client;
  return settler !== undefined && settler.references.length > 0 && settler.references.every(({ identifier }) => {
    const call = outermost(identifier).parent;
    const [value, ...others] = call?.type === 'CallExpression' && call.callee === identifier ? call.arguments : [];
    if (!value || others.length > 0) return false;
    const given = unwrap(value);
    return isClient(given) || (given.type === 'ObjectExpression' && given.properties.some((one: TSESTree.ObjectLiteralElement) => (
      one.type === 'Property' && isClient(one.value))));
  });
}
