import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { isNothing } from '../resolve/value.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { Obligation } from '../sites/client-calls.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { LocalLives } from '../ownership/lives/local-lives.js';
import type { Program } from '../project/program.js';
import { endsProcess } from '../control/process-end.js';

/*
 * Does a function close the client that it is given, whenever it is called? Looks at what it does with its parameter, and at the functions
 * that it gives it to.
 * Invariant: a test of anything but the parameter, a nested function, an end of the process, or opening it again make it no such helper.
 * Blind spot: parameters that are taken apart.
 */

interface Parameter {
  readonly file: FileModel;
  readonly fn: FunctionNode;
  readonly index: number;
}

/** Helpers that hand on to helpers: real ones are two or three deep. */
const MAX_HELPERS = 4;

export function closesParameter(
  program: Program, lives: LocalLives, obligation: Obligation, { file, fn, index }: Parameter, depth = 0,
): boolean {
  const parameter = fn.params[index];
  const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (name?.type !== 'Identifier' || depth > MAX_HELPERS || endsProcess(file, fn)) return false;
  const life = lives.ofParameter(file, fn, index, [], obligation);
  if (!life || isOpenedAgain(file, fn, obligation)) return false;
  return releasesOf(life).some((release) => {
    if (enclosingFunction(release) !== fn || !isUnconditional(file, release, fn, name.name)) return false;
    if (release.type !== 'CallExpression') return false;
    // The next helper, which is given it.
    const callee = program.evaluator.evaluate(file, release.callee);
    if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node)) return true;
    const next = callee.node;
    return release.arguments.some((_, position) => (
      closesParameter(program, lives, obligation, { file: callee.file, fn: next, index: position }, depth + 1)));
  });
}

function isOpenedAgain(file: FileModel, fn: FunctionNode, { setup }: Obligation): boolean {
  return setup.some((name) => (file.members.get(name) ?? []).some((access) => isInside(access, fn)));
}

/** `client === shared`: which one it is decides, and not whether there is one. */
function isToldApart({ left, right }: TSESTree.BinaryExpression): boolean {
  return unwrap(left).type === 'Identifier' && unwrap(right).type !== 'Literal' && !isNothing(right);
}

/** Whether it runs on every call in which there is a client: no test of anything else decides on it. */
function isUnconditional(file: FileModel, release: Node, fn: FunctionNode, name: string): boolean {
  const isOfParameter = (test: Node): boolean => {
    const node = unwrap(test);
    const operand = node.type === 'UnaryExpression' && node.operator === '!' ? unwrap(node.argument) : node;
    if (operand.type === 'BinaryExpression') return isOfParameter(operand.left) && !isToldApart(operand);
    return operand.type === 'Identifier' ? operand.name === name
      : operand.type === 'MemberExpression' && isOfParameter(operand.object);
  };
  let child = release;
  for (let parent = child.parent; parent && child !== fn; child = parent, parent = parent.parent) {
    const test = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? parent.test : undefined;
    if (test && test !== child && !isOfParameter(test)) return false;
    if (parent.type === 'LogicalExpression' && parent.right === child && !isOfParameter(parent.left)) return false;
    if (parent.type === 'SwitchCase' || parent.type === 'CatchClause') return false;
    // `if (isShared) return;` in front of it.
    const before = parent.type === 'BlockStatement' ? parent.body.slice(0, parent.body.indexOf(child as never)) : [];
    if (before.some((statement) => leaves(statement) && !(statement.type === 'IfStatement' && isOfParameter(statement.test)))) return false;
  }
  return true;

  function leaves(statement: Node): boolean {
    return (statement.type === 'IfStatement' || statement.type === 'SwitchStatement')
      && /\b(?:return|throw)\b/.test(file.textOf(statement));
  }
}
