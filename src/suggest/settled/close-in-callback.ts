import { ongoingNames } from '../../catalog/conventions/methods.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { howToClose, releasesOf } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { releasedAfterLast, usesBeside } from './after-last-callback.js';
import { declaredIn, isQuiet } from './close-when-settled.js';

/*
 * `client.query(text, (error, rows) => { client.end(); … })`: a client that is never closed, and whose methods call back, is closed where
 * the callback of the last thing begins that is done with it.
 * Input: a construction whose variable is declared in a block. Output: edits, or `undefined`.
 * Invariant: nothing else is done with it, and what the callback is given does not go on. Blind spot: a method that never calls back.
 */

export function closeInCallback(source: Source, style: Style, obligated: Obligated): Edit[] | undefined {
  const held = declaredIn(source, obligated);
  if (!held || held.boundary.generator) return undefined;
  const { variable, boundary, block, following } = held;
  const releases = releasesOf(variable, obligated, boundary);
  const how = releases?.length === 0 ? howToClose(source, obligated, variable, releases) : undefined;
  if (!how || variable.references.some(({ identifier }) => !isInside(identifier, block))) return undefined;
  const setUp = new Set<Node>(following.filter((one) => (
    isQuiet(source, obligated, variable, one) && variable.references.some(({ identifier }) => isInside(identifier, one)))));
  const goesOn = usesBeside(variable, [...setUp]).some((use) => {
    const access = use.parent;
    const name = access.type === 'MemberExpression' && access.object === use ? propertyName(access) ?? '' : '';
    const call = access.parent;
    return ongoingNames.test(name) || obligated.parts?.includes(name) === true || obligated.lends?.includes(name) === true
      || (isCall(call) && call.arguments.some((argument) => isReadOn(source, argument)));
  });
  const behind = following.length > 0 ? block.body[block.body.indexOf(following[0]!) - 1] : undefined;
  if (goesOn || !behind) return undefined;
  const text = (how.closeQuietly ?? how.close).replace(/^await /, '');
  return releasedAfterLast(source, style, { body: block, named: [variable], behind, setUp, releases: [], text, error: undefined });
}

/** `(error, result) => { result.on('entry', …); }`: what it is given goes on. */
function isReadOn(source: Source, callback: Node): boolean {
  const fn = unwrap(callback);
  if (!isFunction(fn)) return false;
  const given = fn.params.flatMap((parameter) => (parameter.type === 'Identifier' ? source.file.variableOf(parameter) ?? [] : []));
  return given.some((variable) => variable.references.some(({ identifier }) => {
    const access = identifier.parent;
    return access.type === 'MemberExpression' && access.object === identifier && ongoingNames.test(propertyName(access) ?? '');
  }));
}
