import type { FileModel } from '../resolve/file-model.js';
import { enclosingFunction, isAwaited, isFunction, outermost } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';

/*
 * Does a call give a function of the project something that may be missing, and that it looks into whatever else it does? Then the call
 * fails where that is missing: `const hoursOf = (time) => time.split(':')`.
 * Invariant: nothing stands before the look that could leave the function or ask for the parameter. Blind spot: a second parameter that is
 * looked into after the first.
 */

export function looksIntoMissing(program: Program, file: FileModel, call: CallNode, isMissing: (value: Node) => boolean): boolean {
  if (call.type === 'NewExpression' || call.arguments.some(({ type }) => type === 'SpreadElement')) return false;
  const missing = call.arguments.findIndex(isMissing);
  const value = missing === -1 ? undefined : program.evaluator.evaluate(file, call.callee);
  if (value?.kind !== 'local' || value.path.length > 0 || !isFunction(value.node)) return false;
  // What fails in an async function rejects its promise.
  if (value.node.generator || (value.node.async && !isAwaited(call))) return false;
  return alwaysLooksInto(value.file, value.node, missing);
}

function alwaysLooksInto(file: FileModel, fn: FunctionNode, index: number): boolean {
  const parameter = fn.params[index];
  if (parameter?.type === 'ObjectPattern') return parameter.properties.length > 0;
  const variable = parameter?.type === 'Identifier' ? file.variableOf(parameter) : undefined;
  const [first] = variable?.references.map(({ identifier }) => identifier).sort((a, b) => a.range[0] - b.range[0]) ?? [];
  if (!first || enclosingFunction(first) !== fn) return false;
  const look = outermost(first);
  const user = look.parent;
  const isLook = (user?.type === 'MemberExpression' && user.object === look && !user.optional)
    || (user?.type === 'VariableDeclarator' && user.init === look && user.id.type === 'ObjectPattern' && user.id.properties.length > 0);
  return isLook && isAlwaysReached(look, fn);
}

/** What stands around an expression that is evaluated whenever its statement is. */
const STRAIGHT: ReadonlySet<string> = new Set(['ArrayExpression', 'AssignmentExpression', 'AwaitExpression', 'CallExpression',
  'ExpressionStatement', 'MemberExpression', 'NewExpression', 'ObjectExpression', 'Property', 'ReturnStatement', 'SpreadElement',
  'TemplateLiteral', 'UnaryExpression', 'VariableDeclaration', 'VariableDeclarator', 'BinaryExpression', 'TSAsExpression',
  'TSNonNullExpression']);

function isAlwaysReached(look: Node, fn: FunctionNode): boolean {
  for (let child = look; child.parent && child.parent !== fn; child = child.parent) {
    const { parent } = child;
    if (parent.type === 'BlockStatement') {
      const before = parent.body.slice(0, parent.body.indexOf(child as typeof parent.body[number]));
      return parent.parent === fn && before.every(({ type }) => type === 'VariableDeclaration' || type === 'ExpressionStatement');
    }
    // `a?.b(time.length)` may do without.
    if (!STRAIGHT.has(parent.type) || ('optional' in parent && parent.optional)) return false;
    if (parent.type === 'AssignmentExpression' && ['&&=', '||=', '??='].includes(parent.operator)) return false;
  }
  return true;
}
