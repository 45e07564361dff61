import type { TSESTree } from '@typescript-eslint/utils';
import { arrayRunningMethods, changingMethods, lookUpMethods, takingOutMethods } from '../../catalog/conventions/collections.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import type { Value } from '../../resolve/value.js';
import { enclosingFunction, isClass, isWritten, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import { importedUses } from './imported-uses.js';

/*
 * Is a value written in a module, and the same for as long as the process lives? A number, a text, a member of an enumeration; or an object
 * or a list of which nobody who has it by its name changes anything.
 * Invariant: all files that import it are seen. Blind spot: objects that are changed under another name, or by a function that gets them.
 */

/** Values that nothing can change, where the variable that holds them is not given others. */
const FIXED: ReadonlySet<string> = new Set(['ArrayExpression', 'Literal', 'ObjectExpression', 'TemplateLiteral', 'UnaryExpression']);

/** Methods that change a list where it is. */
const CHANGING: ReadonlySet<string> = new Set([...changingMethods, ...takingOutMethods, 'fill', 'reverse', 'sort']);

export function isConstant(program: Program, value: Value): boolean {
  if (value.kind !== 'local' || value.path.length > 0) return false;
  const node = unwrap(value.node);
  if (node.type === 'TSEnumDeclaration' || outermost(node).parent?.type === 'TSEnumMember') return true;
  return FIXED.has(node.type) && isNeverChanged(program, value.file, node);
}

/** `regions.find((region) => region.name === name)`, where nobody changes the list, nor what is asked of its elements. */
export function isConstantList(program: Program, value: Extract<Value, { kind: 'local' }>, call: CallNode): boolean {
  const list = unwrap(value.node);
  const method = value.path.length === 1 ? value.path[0]!.slice(1) : undefined;
  if (list.type !== 'ArrayExpression' || method === undefined) return false;
  if (!list.elements.every((element) => element && FIXED.has(unwrap(element).type))) return false;
  if (!arrayRunningMethods.has(method) && !lookUpMethods.has(method)) return false;
  return isNeverChanged(program, value.file, list) && call.arguments.every((argument) => asksForLasting(program, value.file, argument));
}

/** Whether all uses of the variable, or of the member of the object, in which it is written only read it. */
function isNeverChanged(program: Program, file: FileModel, node: Node): boolean {
  let root = outermost(node);
  // Of a member of an object whatever has the object is asked.
  while (root.parent?.type === 'Property' || root.parent?.type === 'ObjectExpression') root = outermost(root.parent);
  const declared = root.parent?.type === 'VariableDeclarator' ? root.parent.id : undefined;
  const variable = declared?.type === 'Identifier' ? file.variableOf(declared) : undefined;
  if (!variable || isReassigned(variable)) return false;
  const isExported = file.exportedNames(variable).length > 0;
  const elsewhere = isExported ? importedUses(program, file, variable) : [];
  if (!elsewhere) return false;
  const own = variable.references.filter(({ init }) => init !== true).map(({ identifier }): Node => identifier);
  return [...own, ...elsewhere.map((use) => use.node)].every((use) => !isChangedBy(use));
}

function isChangedBy(use: Node): boolean {
  let node = outermost(use);
  for (; node.parent?.type === 'MemberExpression' && node.parent.object === node; node = outermost(node.parent)) {
    const call = outermost(node.parent).parent;
    const name = propertyName(node.parent) ?? '';
    if (call?.type === 'CallExpression' && unwrap(call.callee) === node.parent && CHANGING.has(name)) return true;
  }
  return isWritten(node);
}

/** Whether no function of the project writes what a callback asks of an element. */
function asksForLasting(program: Program, file: FileModel, argument: Node): boolean {
  const names = new Set<string>();
  walk(argument, file.tree.visitorKeys, (node) => {
    if (node.type === 'MemberExpression' && !(node.computed && node.property.type === 'Literal')) names.add(propertyName(node) ?? '');
  });
  return [...names].every((name) => {
    const files = name === '' ? undefined : program.fewFilesWith([name], MAX_NAME_MATCHES);
    if (!files) return false;
    for (const each of files) {
      const isOfElement = ({ object }: TSESTree.MemberExpression): boolean => {
        const holder = program.evaluator.evaluate(each, object);
        return holder.kind !== 'local' || !isClass(holder.node);
      };
      if (each.members.get(name)?.some((access) => isWritten(access) && enclosingFunction(access) && isOfElement(access))) return false;
    }
    return true;
  });
}
