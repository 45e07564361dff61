import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, isWritten, outermost, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { outermostAccess } from '../../syntax/roots.js';
import type { EditTask } from '../task/edit-task.js';
import { isMethodReceiver, requirementsOf } from '../task/requirements.js';
import { testsBefore } from '../task/sharing.js';
import { isModuleScope, referencesIn } from '../text/source.js';

/*
 * Does an expression give the same each time that it is evaluated where it stands, although it cannot move? `const options = {}; if
 * (isOffline) options.endpoint = local;`: what is written into locals, and the tests that decide about it, are of the module too.
 * Invariant: `false` where a parameter, `this` or something that is waited for has a say in it. Blind spot: functions whose results differ
 * from call to call under a name that does not say so.
 */

export function isSettled(task: EditTask, expression: Node): boolean {
  const locals = localsOf(task, expression, []);
  return areFree(task, [expression], locals) && locals.every((variable) => isFilledAlike(task, variable, locals));
}

/** The variables of the function that the expression is made of, also through each other. Others have to be constants. */
function localsOf(task: EditTask, from: Node, found: Variable[]): Variable[] {
  for (const { resolved } of referencesIn(task.source, from)) {
    const [definition, ...others] = resolved?.defs ?? [];
    if (!resolved || !definition || others.length > 0 || found.includes(resolved) || isModuleScope(resolved.scope)) continue;
    if (resolved.identifiers.every((identifier) => isInside(identifier, from))) continue;
    if (definition.node.type !== 'VariableDeclarator' || definition.node.id.type !== 'Identifier') continue;
    found.push(resolved);
    for (const part of partsOf(resolved)) localsOf(task, part, found);
  }
  return found;
}

/** All that has a say in what a variable holds: values, and tests on the way to them. */
function partsOf(variable: Variable): Node[] {
  return variable.references.flatMap(({ identifier, writeExpr }) => {
    const written = writeExpr ?? valueOf(identifier);
    return written ? [written, ...testsAround(identifier)] : [];
  });
}

/** `options.endpoint = <value>` */
function valueOf(identifier: Node): Node | undefined {
  let access: Node = identifier;
  while (access.parent?.type === 'MemberExpression' && unwrap(access.parent.object) === access && !access.parent.computed) {
    access = access.parent;
  }
  const { parent } = access;
  return access !== identifier && parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === access
    ? parent.right : undefined;
}

function testsAround(node: Node): Node[] {
  const tests: Node[] = [];
  for (let child = node, { parent } = child; parent && !isFunction(child); child = parent, parent = parent.parent) {
    // Others leave the function, and nothing is made then.
    if (parent.type !== 'BlockStatement') tests.push(...testsBefore(parent, child));
    if (/^(?:For|While|DoWhile|Try)/.test(parent.type)) tests.push(parent);
  }
  return tests;
}

/** Nothing in the nodes is the request's. */
function areFree(task: EditTask, nodes: readonly Node[], locals: readonly Variable[]): boolean {
  // It stays where it is, and waits there for a module that is loaded where it is needed.
  return requirementsOf(task, nodes, locals, { isAsync: true }) !== undefined;
}

function isFilledAlike(task: EditTask, variable: Variable, locals: readonly Variable[]): boolean {
  const parts = partsOf(variable);
  // A loop or a `try` around it decides as well.
  if (parts.some(({ type }) => /Statement$/.test(type)) || !areFree(task, parts, locals)) return false;
  return variable.references.every((reference) => {
    const { identifier } = reference;
    if (reference.isWrite()) return reference.writeExpr !== undefined && reference.writeExpr !== null;
    if (isInside(identifier, task.shape.expression) || valueOf(identifier)) return true;
    return !isMethodReceiver(identifier) && !isChanged(identifier);
  });
}

/** Something else is done to it, or may be done where it is given to. */
function isChanged(identifier: Node): boolean {
  const access = outermostAccess(identifier);
  if (access !== identifier) return isWritten(access);
  const user = outermost(identifier).parent;
  if (user?.type === 'SpreadElement' || user?.type === 'IfStatement' || user?.type === 'UnaryExpression') return false;
  return true;
}
