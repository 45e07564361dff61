import type { Node } from '../../syntax/nodes.js';
import type { EditTask } from './edit-task.js';
import { isModuleScope, referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/** The client's type as TypeScript source, where one can be read off: its variable's annotation, or the class it is constructed from. */
export function typeOfClient({ source, shape }: EditTask): string | undefined {
  if (shape.expression !== shape.construction || shape.construction.type !== 'NewExpression') return undefined;
  const identifier = shape.declared?.variable.identifiers[0];
  const annotation = identifier?.type === 'Identifier' ? identifier.typeAnnotation : undefined;
  if (annotation) {
    if (!areVisible(source, annotation)) return undefined;
    return `(${source.file.textOf(annotation.typeAnnotation)})`.replace(/^\(([\w$.<>, ]+)\)$/, '$1');
  }
  const { callee, typeArguments } = shape.construction;
  if (typeArguments && !areVisible(source, typeArguments)) return undefined;
  let root: Node = callee;
  while (root.type === 'MemberExpression' && !root.computed) root = root.object;
  if (root.type !== 'Identifier') return undefined;
  const definition = source.file.variableOf(root)?.defs[0];
  // A member of anything but a namespace is a value only.
  const isNamed = callee === root
    ? definition?.type === 'ClassName' || (definition?.type === 'ImportBinding' && definition.node.type !== 'ImportNamespaceSpecifier')
    : definition?.type === 'ImportBinding' && ['ImportNamespaceSpecifier', 'TSImportEqualsDeclaration'].includes(definition.node.type);
  const text = source.file.textOf(callee);
  if (!isNamed || /[^\w.$]/.test(text)) return undefined;
  return typeArguments ? text + source.file.textOf(typeArguments) : text;
}

/** Whether every name in a type means the same at module scope. */
function areVisible(source: Source, type: Node): boolean {
  return referencesIn(source, type).every(({ resolved }) => !resolved || resolved.defs.length === 0 || isModuleScope(resolved.scope));
}
