import type { TSESTree } from '@typescript-eslint/utils';
import { commonMethodNames } from '../catalog/conventions/methods.js';
import type { FileModel } from '../resolve/file-model.js';
import { isTypeNode } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import { isClass, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode } from '../syntax/nodes.js';
import { note } from '../limits/debug-log.js';
import { MAX_NAME_MATCHES } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import type { CallSite } from './callers.js';

/*
 * The last resort for a method that no known receiver leads to: calls of its name, if only one definition of that name is in the project.
 * Methods are those of classes, and what is hung onto a prototype, or onto an object of a package or of nobody knows whom, which may
 * give it to objects of its own: `userSchema.methods.sync = function () {}`.
 * Blind spot by design: a name that a package's objects have as well is matched only where the receiver could not be traced.
 */

/** Calls `x.name(…)` with an untraceable receiver, where `name` is a method that only this class or object of the project defines. */
export function callersByName(program: Program, file: FileModel, method: FunctionNode): CallSite[] {
  const { name, specifier } = methodOf(program, file, method) ?? {};
  if (name === undefined || name.startsWith('#') || commonMethodNames.has(name)) return [];
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
      const isOfPackage = receiver.kind === 'package' && receiver.specifier === specifier;
      if (isOfPackage || isUntraceable(receiver)) calls.push({ file: candidate, node: call });
    }
  }
  return calls;
}

interface Method {
  readonly name: string | undefined;
  /** Of the package that has the object which it is hung onto. */
  readonly specifier?: string;
}

function methodOf(program: Program, file: FileModel, method: FunctionNode): Method | undefined {
  const definition = method.parent;
  if (definition.type === 'MethodDefinition') {
    const isOfInstances = definition.kind === 'method' && !definition.static && definition.accessibility !== 'private';
    return isOfInstances ? { name: propertyName(definition) } : undefined;
  }
  const target = hungOnto(method);
  if (!target) return undefined;
  const name = propertyName(definition.type === 'Property' ? definition : target);
  if (target.object.type === 'MemberExpression' && propertyName(target.object) === 'prototype') return { name };
  const holder = program.evaluator.evaluate(file, definition.type === 'Property' ? target : target.object);
  if (holder.kind === 'package') return { name, specifier: holder.specifier };
  return isUntraceable(holder) ? { name } : undefined;
}

function isUntraceable(value: Value): boolean {
  return value.kind === 'unknown' || (value.kind === 'local' && (value.node.type === 'Identifier'
    || (isClass(value.node) && value.path.length > 1) || isTypeNode(value.node) || isFunction(value.node)));
}

/** What stands left of `=` where a function is hung onto an object, by itself or among others: `a.b.name = f`, `a.b = { name: f }`. */
function hungOnto(method: FunctionNode): TSESTree.MemberExpression | undefined {
  const { parent } = method;
  const value = parent.type === 'Property' && parent.value === method ? parent.parent : method;
  const assignment = value.parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=' || unwrap(assignment.right) !== value) return undefined;
  const target = unwrap(assignment.left);
  return target.type === 'MemberExpression' ? target : undefined;
}

/** Whether a file defines a method or function-valued property of this name other than `method`. */
function defines(file: FileModel, name: string, method: FunctionNode): boolean {
  return file.functions.some((candidate) => candidate !== method && definedName(candidate) === name);
}

function definedName(node: FunctionNode): string | undefined {
  const { parent } = node;
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') return propertyName(parent);
  if (parent.type === 'Property' && parent.value === node) return propertyName(parent);
  const target = hungOnto(node);
  return target && propertyName(target);
}
