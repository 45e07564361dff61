import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName, unwrap } from './nodes.js';
import type { ClassNode, FunctionNode } from './nodes.js';

/** The decorators of a class, or of the member that a function is written as. */
export function decoratorsOn(node: FunctionNode | ClassNode): readonly TSESTree.Decorator[] {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return node.decorators ?? [];
  const member = node.parent;
  return member.type === 'MethodDefinition' || member.type === 'PropertyDefinition' ? member.decorators ?? [] : [];
}

/** `@Memoize()`, `@cache.memoize`: its own name. */
export function decoratorName({ expression }: TSESTree.Decorator): string | undefined {
  const callee = unwrap(expression.type === 'CallExpression' ? expression.callee : expression);
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}
