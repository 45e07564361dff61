import { commonMethodNames } from '../catalog/conventions/methods.js';
import type { FileModel } from '../resolve/file-model.js';
import { isTypeNode } from '../resolve/value.js';
import { isClass, isFunction, outermost, propertyName } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { note } from '../limits/debug-log.js';
import { MAX_NAME_MATCHES } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import type { CallSite } from './callers.js';

/*
 * The last resort for a method that no known receiver leads to: calls of its name, if only one definition of that name is in the project.
 * Blind spot by design: a name that a package's objects have as well is matched only where the receiver could not be traced.
 */

/** Calls `x.name(…)` with an untraceable receiver, where `name` is a method that only this class or object of the project defines. */
export function callersByName(program: Program, method: FunctionNode): CallSite[] {
  const definition = method.parent;
  const isMethod = definition.type === 'MethodDefinition' && definition.kind === 'method';
  if (!isMethod || definition.static) return [];
  const name = propertyName(definition);
  if (name === undefined || name.startsWith('#') || commonMethodNames.has(name) || definition.accessibility === 'private') return [];
  const candidates = program.fewFilesWith([name], MAX_NAME_MATCHES);
  if (!candidates) {
    note(() => ({ kind: 'limit', limit: 'MAX_NAME_MATCHES', where: `callers of a method called ${name}` }));
    return [];
  }
  const files: FileModel[] = [];
  for (const candidate of candidates) {
    if (defines(candidate, name, method)) return [];
    files.push(candidate);
  }
  const calls: CallSite[] = [];
  for (const candidate of files) {
    for (const access of candidate.members.get(name) ?? []) {
      const call = outermost(access).parent;
      if (call?.type !== 'CallExpression' || call.callee !== outermost(access)) continue;
      const receiver = program.evaluator.evaluate(candidate, access.object);
      const isUntraceable = receiver.kind === 'unknown'
        || (receiver.kind === 'local' && (receiver.node.type === 'Identifier' || (isClass(receiver.node) && receiver.path.length > 1)
          || isTypeNode(receiver.node) || isFunction(receiver.node)));
      if (isUntraceable) calls.push({ file: candidate, node: call });
    }
  }
  return calls;
}

/** Whether a file defines a method or function-valued property of this name other than `method`. */
function defines(file: FileModel, name: string, method: FunctionNode): boolean {
  return file.functions.some((candidate) => candidate !== method && definedName(candidate) === name);
}

function definedName(node: Node): string | undefined {
  const parent = node.parent;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') return propertyName(parent);
  if (parent?.type === 'Property' && parent.value === node) return propertyName(parent);
  return undefined;
}
