import type { Node } from '../syntax/nodes.js';
import type { EditTask } from './edit-task.js';
import { isModuleScope, referencesIn } from './source.js';

/** The client's type as TypeScript source, where one can be read off: the annotation of its variable, or the class it is constructed from. */
export function typeOfClient({ source, shape }: EditTask): string | undefined {
  if (shape.expression !== shape.construction || shape.construction.type !== 'NewExpression') return undefined;
  const annotation = (shape.declared?.variable.identifiers[0] as { typeAnnotation?: Node & { typeAnnotation: Node } } | undefined)?.typeAnnotation;
  if (annotation) {
    const isVisible = referencesIn(source, annotation).every(({ resolved }) => !resolved || resolved.defs.length === 0 || isModuleScope(resolved.scope));
    return isVisible ? `(${source.file.textOf(annotation.typeAnnotation)})`.replace(/^\(([\w$.<>, ]+)\)$/, '$1') : undefined;
  }
  const { callee, typeArguments } = shape.construction;
  if (typeArguments && !referencesIn(source, typeArguments).every(({ resolved }) => !resolved || isModuleScope(resolved.scope))) return undefined;
  let root: Node = callee;
  while (root.type === 'MemberExpression' && !root.computed) root = root.object;
  if (root.type !== 'Identifier') return undefined;
  const definition = source.file.variableOf(root)?.defs[0];
  // A member of anything but a namespace is a value only.
  const isNamed = callee === root
    ? definition?.type === 'ClassName' || (definition?.type === 'ImportBinding' && definition.node.type !== 'ImportNamespaceSpecifier')
    : definition?.type === 'ImportBinding' && (definition.node.type === 'ImportNamespaceSpecifier' || definition.node.type === 'TSImportEqualsDeclaration');
  const text = source.file.textOf(callee);
  if (!isNamed || /[^\w.$]/.test(text)) return undefined;
  return typeArguments ? text + source.file.textOf(typeArguments) : text;
}
