import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { writtenValues } from '../resolve/values.js';
import { enclosingFunction, outermost, propertyName, targetOf, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { Site } from './sites.js';

/*
 * A transport is given to the client that works with it and closes it: which one is that?
 * Input: the site of what is given, and all sites of its file. Output: the construction, in the same file, of the client that carries it.
 * Blind spot: a transport that goes through a function, or a client that does.
 */

export function carrierOf(site: Site, others: readonly Site[]): Site | undefined {
  const carriers = others.filter(({ model, family }) => model.carries !== undefined && family === site.family);
  if (carriers.length === 0) return undefined;
  for (const use of usesOf(site)) {
    const call = outermost(use).parent;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || !call.arguments.some((one) => unwrap(one) === use)) {
      continue;
    }
    const made = valuesOf(site.file, unwrap(call.callee.object));
    // Of several that the variable gets one after another, the one before the call.
    const carrier = carriers.filter(({ node }) => made.includes(node) && node.range[0] < call.range[0]).at(-1);
    if (carrier) return carrier;
  }
  return undefined;
}

/** What a variable holds, or a field by what the same function puts there. */
function valuesOf(file: FileModel, holder: Node): Node[] {
  if (holder.type === 'MemberExpression') {
    return accessesLike(file, holder).flatMap(({ parent }) => (parent?.type === 'AssignmentExpression' ? unwrap(parent.right) : []));
  }
  const variable = holder.type === 'Identifier' ? file.variableOf(holder) : undefined;
  return variable ? writtenValues(variable).values.map(({ expression }) => unwrap(expression)) : [];
}

/** The expressions that give what is constructed: the construction itself, and the variable or field that holds it. */
function usesOf({ file, node }: Site): Node[] {
  const target = targetOf(node);
  const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
  return [
    node,
    ...variable?.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier) ?? [],
    ...target?.type === 'MemberExpression' ? accessesLike(file, target) : [],
  ];
}

/** `this.transport`, wherever the same function names it. */
function accessesLike(file: FileModel, access: TSESTree.MemberExpression): Node[] {
  const [name, spelling, owner] = [propertyName(access), file.spellingOf(access), enclosingFunction(access)];
  return (name === undefined ? [] : file.members.get(name) ?? [])
    .filter((other) => file.spellingOf(other) === spelling && enclosingFunction(other) === owner);
}
