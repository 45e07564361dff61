import { listeningMethods } from '../catalog/serving.js';
import { isLeftFile } from '../project/starts/left-files.js';
import type { Program } from '../project/program.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { declaredNameOf, propertyName, thisClass } from '../syntax/nodes.js';
import { rootOfChain } from '../syntax/roots.js';
import { ownNodes } from '../syntax/walk.js';

/*
 * A handler is registered with something that its file hands out, `router.get('/', show)`, and nobody takes that file: no request ever gets
 * there. Blind spot: what a file starts by itself is never left, whoever runs the file.
 */
export function isLeftRegistration(
  program: Program, file: FileModel, call: CallNode, isTestFile: (file: FileModel) => boolean,
): boolean {
  return isHandedOut(file, rootOfChain(call.callee)) && !startsItself(file) && isLeftFile(program, file, isTestFile);
}

/** Whether others get what the handlers are registered with, or what registers them: a function that is given it, a class that has it. */
function isHandedOut(file: FileModel, root: Node): boolean {
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const definition = variable?.defs[0];
  if (definition?.type === 'Parameter') return isExported(file, definition.node, declaredNameOf(definition.node as FunctionNode));
  const owner = root.type === 'ThisExpression' ? thisClass(root)?.node : undefined;
  if (owner) return isExported(file, owner, owner.id);
  const name = variable?.identifiers[0];
  return name !== undefined && isExported(file, name, name);
}

/** By its name, or as a part of what is exported. A class has a name inside of it, too, that nobody else sees. */
function isExported(file: FileModel, node: Node, name: Node | null | undefined): boolean {
  const isMeant = (variable: Variable | undefined): boolean => variable?.identifiers.some((each) => each === name) === true;
  return [...file.exports.values()].some((record) => {
    if (record.kind === 'variable') return isMeant(record.variable);
    if (record.kind !== 'local') return false;
    return isInside(node, record.node) || [...ownNodes(record.node, file.tree.visitorKeys)].some((each) => (
      each.type === 'Identifier' && isMeant(file.variableOf(each))));
  });
}

function startsItself(file: FileModel): boolean {
  return file.calls.some(({ callee }) => callee.type === 'MemberExpression' && listeningMethods.has(propertyName(callee) ?? ''));
}
