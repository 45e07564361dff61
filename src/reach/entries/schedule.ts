import type { TSESTree } from '@typescript-eslint/utils';
import { SELDOM_PERIOD, seldomScheduleNames, seldomSchedules } from '../../catalog/conventions/schedules.js';
import type { FileModel } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { productOf } from '../../syntax/product-of.js';

/*
 * How often does a timer or a schedule tick? Only what is certain is said: that it ticks once an hour at most. Read are the arguments of
 * the registration, and of the calls before it in a chain: `schedule('every 24 hours').onRun(job)`.
 * Blind spot: what configuration decides, and schedules that stand in files of a platform.
 */

/** Whether what a call, or a decorator's call, registers runs once an hour at most. */
export function isSeldom(file: FileModel, registration: CallNode): boolean {
  return argumentsOf(registration).some((argument) => isSeldomSchedule(file, argument));
}

function argumentsOf({ callee, arguments: given }: CallNode): Node[] {
  const holder = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const before = holder?.type === 'CallExpression' ? argumentsOf(holder) : [];
  return [...before, ...given.flatMap((argument) => (argument.type === 'ObjectExpression' ? valuesOf(argument) : [argument]))];
}

function valuesOf(node: TSESTree.ObjectExpression): Node[] {
  return node.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : []));
}

function isSeldomSchedule(file: FileModel, argument: Node): boolean {
  const node = written(file, argument);
  const number = productOf(node, (part) => written(file, part));
  if (number !== undefined) return number >= SELDOM_PERIOD;
  const text = literalText(node);
  if (text !== undefined) return seldomSchedules.some((form) => form.test(text.trim()));
  // What the environment may say otherwise is meant to be as it is written.
  if (node.type === 'LogicalExpression') return isSeldomSchedule(file, node.right);
  return node.type === 'MemberExpression' && seldomScheduleNames.test(propertyName(node) ?? '');
}

/** The node, or what stands in the constant that it names, above it. */
function written(file: FileModel, expression: Node): Node {
  const node = unwrap(expression);
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable && singleValueOf(variable);
  // What is above a name cannot be made of it.
  return held?.path.length === 0 && held.expression.range[1] < node.range[0] ? written(file, held.expression) : node;
}
