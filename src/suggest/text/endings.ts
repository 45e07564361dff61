import type { TSESTree } from '@typescript-eslint/utils';
import { endingWords, silentEnds } from '../../catalog/conventions/methods.js';
import { isFunction, propertyName, unwrap } from '../../syntax/nodes.js';

/*
 * What is there only because something ends: comments that say so, and statements that have nothing else to give.
 */

const TOOLS = /@\w|\b(?:TODO|FIXME|XXX|HACK|NOTE)\b|^\s*(?:eslint|prettier|istanbul|[cv]8|biome|oxlint|global|[jt]slint)\b/;

/** `// Close the connection`: neither a note to do something, nor for a tool, nor code. */
export function explainsEnd({ value }: TSESTree.Comment): boolean {
  return value.length <= 160 && endingWords.test(value) && !TOOLS.test(value) && !/[;{}=]|\w\(/.test(value);
}

/** `return client.close();` where an asynchronous function ends anyway: nobody is told anything by what it gives. */
export function isFinalEnd(statement: TSESTree.ReturnStatement): boolean {
  const block = statement.parent;
  const fn = block.parent;
  if (block.type !== 'BlockStatement' || block.body.at(-1) !== statement || !isFunction(fn) || !fn.async || fn.generator) return false;
  const value = statement.argument && unwrap(statement.argument);
  const call = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  return callee?.type === 'MemberExpression' && silentEnds.has(propertyName(callee) ?? '');
}
