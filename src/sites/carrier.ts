import type { FileModel, Variable } from '../resolve/file-model.js';
import { writtenValues } from '../resolve/values.js';
import { outermost, unwrap } from '../syntax/nodes.js';
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
    const receiver = unwrap(call.callee.object);
    const variable = receiver.type === 'Identifier' ? site.file.variableOf(receiver) : undefined;
    const made = variable ? writtenValues(variable).values.map(({ expression }) => unwrap(expression)) : [];
    // Of several that the variable gets one after another, the one before the call.
    const carrier = carriers.filter(({ node }) => made.includes(node) && node.range[0] < call.range[0]).at(-1);
    if (carrier) return carrier;
  }
  return undefined;
}

/** The expressions that give what is constructed: the construction itself, and the variable that holds it. */
function usesOf({ file, node }: Site): Node[] {
  const variable = heldBy(file, node);
  return [node, ...variable?.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier) ?? []];
}

function heldBy(file: FileModel, node: Node): Variable | undefined {
  const outer = outermost(node);
  const { parent } = outer;
  const target = parent?.type === 'VariableDeclarator' && parent.init === outer ? parent.id
    : parent?.type === 'AssignmentExpression' && parent.right === outer ? parent.left : undefined;
  return target?.type === 'Identifier' ? file.variableOf(target) : undefined;
}
