import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import type { Node } from '../../syntax/nodes.js';
import { isModuleScope } from '../text/source.js';
import type { Source } from '../text/source.js';
import { leavingPart } from '../text/split-declaration.js';

/*
 * Which variable of a function holds a connection, and nothing else?
 * Input: a construction. Output: the variable, and the statements that declare and fill it; `undefined` where it is held in another way.
 * Invariant: it is written once, beside an emptying value at its declaration. Blind spot: none known.
 */

/** A local variable that holds the connection, and nothing else. */
export interface Held {
  readonly variable: Variable;
  /** The construction with the `await` around it. */
  readonly value: Node;
  /** The declaration, or the statement that assigns it. */
  readonly statement: TSESTree.VariableDeclaration | TSESTree.ExpressionStatement;
  /** `let connection;` where another statement assigns it. */
  readonly empty?: TSESTree.VariableDeclaration | TSESTree.VariableDeclarator;
  readonly annotation: TSESTree.TSTypeAnnotation | undefined;
}

export function heldBy(source: Source, construction: Node): Held | undefined {
  const value = construction.parent?.type === 'AwaitExpression' ? construction.parent : construction;
  const holder = value.parent;
  const target = holder?.type === 'VariableDeclarator' && holder.init === value ? holder.id
    : holder?.type === 'AssignmentExpression' && holder.right === value && holder.operator === '=' ? holder.left : undefined;
  const variable = target?.type === 'Identifier' ? source.file.variableOf(target) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || others.length > 0 || declarator.id.type !== 'Identifier') return undefined;
  if (isModuleScope(variable.scope)) return undefined;
  const declaration = declarator.parent;
  const written = variable.references.filter((reference) => reference.isWrite());
  const isEmpty = !declarator.init || isEmptying(declarator.init);
  const isAssigned = holder?.type === 'AssignmentExpression';
  if (written.length !== (isAssigned && declarator.init ? 2 : 1) || isAssigned !== isEmpty) return undefined;
  if (/using/.test(declaration.kind) || !/Block/.test(declaration.parent.type)) return undefined;
  const statement = isAssigned ? holder.parent : declaration;
  if (statement.type === 'VariableDeclaration') {
    return statement.declarations.length === 1 ? { variable, value, statement, annotation: declarator.id.typeAnnotation } : undefined;
  }
  if (statement.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return undefined;
  return { variable, value, statement, empty: leavingPart(declaration, declarator), annotation: declarator.id.typeAnnotation };
}
