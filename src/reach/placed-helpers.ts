import { isCall } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Callers } from './callers.js';
import { typeOf } from './entries/entry-matching.js';

/*
 * A function stands where a framework looks for handlers, and nothing else says that it is one. Is it a helper that was put there? Where
 * other files call it with a text or a number in the place of a request, or of what answers it. Blind spot: helpers that are given objects.
 */
export function isHelperByCalls(file: FileModel, fn: FunctionNode, { calls }: Callers): boolean {
  const own = calls.filter((call) => call.file !== file && !call.isAsking && !call.isGiven && !call.made);
  return own.length > 0 && (firstTwo(fn.params).some(isPlainlyTyped)
    || own.some(({ node }) => isCall(node) && firstTwo(node.arguments).some(isPlain)));
}

const firstTwo = <T extends Node>(nodes: readonly T[]): readonly T[] => nodes.slice(0, 2);

function isPlainlyTyped(parameter: Node): boolean {
  const type = typeOf(parameter);
  return type?.type === 'TSTypeAnnotation' && PLAIN_TYPES.has(type.typeAnnotation.type);
}

const PLAIN_TYPES: ReadonlySet<string> = new Set(['TSStringKeyword', 'TSNumberKeyword', 'TSBooleanKeyword']);

/** A handler may be given nothing, by who makes a request up. */
function isPlain(argument: Node): boolean {
  return argument.type === 'TemplateLiteral'
    || (argument.type === 'Literal' && ['string', 'number', 'boolean'].includes(typeof argument.value));
}
