import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { functionNamed } from '../../flow/called-function.js';
import { isBoundFunction } from '../../syntax/bound-function.js';
import { isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { FunctionSite, OtherLives } from './local-life.js';

/*
 * Which functions may an argument stand for that is no function itself? One of a name, a method, a bound one, what a function of the project
 * makes, or what callers give under a parameter.
 * Output: all that it may be, or `undefined` where that cannot be told. Blind spot: what is chosen among several.
 */

/** So many arguments are none of the caller's: they were bound. */
export interface GivenFunction extends FunctionSite {
  readonly before: number;
}

export function givenFunctions(program: Program, lives: OtherLives, file: FileModel, argument: Node): readonly GivenFunction[] | undefined {
  const given = unwrap(argument);
  const callee = given.type === 'CallExpression' ? unwrap(given.callee) : undefined;
  if (given.type === 'CallExpression' && callee?.type === 'MemberExpression' && propertyName(callee) === 'bind') {
    const bound = isBoundFunction(given) && given.arguments.every(({ type }) => type !== 'SpreadElement')
      ? functionNamed(program, file, callee.object) : undefined;
    return bound && [{ ...bound, before: Math.max(given.arguments.length - 1, 0) }];
  }
  const named = functionNamed(program, file, given) ?? (given.type === 'CallExpression' ? madeBy(program, file, given.callee) : undefined);
  return named ? [{ ...named, before: 0 }] : lives.callbacksOf(file, given)?.map((one) => ({ ...one, before: 0 }));
}

/** What every call of a function gives that does nothing else: `(response) => (error, connection) => …`. */
function madeBy(program: Program, file: FileModel, callee: Node): FunctionSite | undefined {
  const maker = functionNamed(program, file, callee);
  if (!maker || maker.node.async || maker.node.generator) return undefined;
  const made = resultOf(maker.node);
  return made && { file: maker.file, node: made };
}

function resultOf({ body }: FunctionNode): FunctionNode | undefined {
  if (body?.type !== 'BlockStatement') return body && isFunction(unwrap(body)) ? unwrap(body) as FunctionNode : undefined;
  const [only] = body.body;
  const result = body.body.length === 1 && only?.type === 'ReturnStatement' && only.argument ? unwrap(only.argument) : undefined;
  return isFunction(result) ? result : undefined;
}

/** Whether a function does nothing with a parameter. */
export function isUnused(file: FileModel, parameter: Node | undefined): boolean {
  if (!parameter) return true;
  return parameter.type === 'Identifier' && file.variableOf(parameter)?.references.length === 0;
}
