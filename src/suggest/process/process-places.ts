import type { TSESTree } from '@typescript-eslint/utils';
import type { ProcessContext } from '../../catalog/types.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isNothing } from '../../resolve/value.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { factoryCallsOf } from '../task/factory-call.js';
import type { Source } from '../text/source.js';

/*
 * Where is a process held, and what is done with it there?
 * Input: the call that starts it. Output: a place for each variable that holds one; none where one of them is not understood.
 * Invariant: everything that is done with it at a place that can be divided, a part of it can do as well. Blind spot: none known.
 */

/** A call that gives a process, and the variable that holds it. */
export interface Place {
  readonly made: CallNode;
  readonly variable: Variable;
  readonly annotation: TSESTree.TypeNode | undefined;
  /** Other code puts another process into it, which keeps its name. */
  readonly isAnothers: boolean;
}

/** Where the process is held: by a variable of the function that starts it, or of all those that call a function which only starts it. */
export function placesOf(source: Source, program: Program, construction: CallNode): Place[] {
  const own = heldBy(source, construction);
  if (own) return [own];
  const calls = factoryCallsOf(source, program, construction);
  if (calls.some(({ mayBeNothing }) => mayBeNothing)) return [];
  const places = calls.map(({ node }) => heldBy(source, node));
  return places.every((place) => place !== undefined) ? places : [];
}

/** `const browser = await launch();`, or `browser = await launch();` of a variable that is declared without a value. */
function heldBy(source: Source, made: CallNode): Place | undefined {
  const awaited = made.parent;
  if (awaited.type !== 'AwaitExpression' || outermost(made) !== awaited) return undefined;
  const { parent } = awaited;
  const target = parent.type === 'VariableDeclarator' ? parent.id
    : parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.parent.type === 'ExpressionStatement' ? parent.left
    : undefined;
  const variable = target?.type === 'Identifier' ? source.file.variableOf(target) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || others.length > 0 || declarator.id.type !== 'Identifier') return undefined;
  if (variable.scope.block.type === 'Program') return undefined;
  const values = variable.references.flatMap(({ writeExpr }) => writeExpr && !isEmptying(writeExpr) ? [unwrap(writeExpr)] : []);
  const callee = source.file.textOf(made.callee);
  // One that is started beside it is ended by the same methods, but has another type.
  const areAlike = values.every((value) => isCall(value) && source.file.textOf(value.callee) === callee);
  const isAnothers = values.length > 1;
  if (isAnothers && (!areAlike || /\.[cm]?tsx?$/.test(source.file.path))) return undefined;
  return { made, variable, annotation: declarator.id.typeAnnotation?.typeAnnotation, isAnothers };
}

/** Everything that is done with it a context can do as well. `own` gives the context itself. */
export function isDividable(
  { methods }: ProcessContext, variable: Variable, construction: CallNode, { site }: Finding, own: Node | undefined,
): boolean {
  return variable.references.every((reference) => {
    const { identifier } = reference;
    if (reference.isWrite() && !reference.isRead()) return true;
    if (isInside(identifier, construction)) return false;
    const access = outermost(identifier).parent;
    if (access?.type === 'MemberExpression' && unwrap(access.object) === identifier) {
      const call = outermost(access).parent;
      const name = propertyName(access) ?? '';
      if (call !== undefined && call === own) return true;
      if (!isCall(call) || unwrap(call.callee) !== access || call.arguments.length > 0) return false;
      return site.model.release.includes(name) || methods.includes(name);
    }
    return isTested(identifier);
  });
}

/** `if (browser)`, `browser && …`, `!browser` */
function isTested(identifier: Node): boolean {
  const node = outermost(identifier);
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.left === node && parent.operator === '&&';
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator)
        && isNothing(parent.left === node ? parent.right : parent.left);
    default:
      return false;
  }
}

