import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName, unwrap } from './nodes.js';
import type { ClassNode, FunctionNode } from './nodes.js';

/** What a class calls a function that is a method of it. */
export interface Method {
  readonly class: ClassNode;
  readonly isStatic: boolean;
  /** Left out where it is computed. */
  readonly name: string | undefined;
}

/** The class that a function is a method of, or in a field of: `close() { … }`, `close = () => { … };`. No constructor and no accessor. */
export function methodOf(fn: FunctionNode): Method | undefined {
  const { parent } = fn;
  switch (parent.type) {
    case 'MethodDefinition':
      return parent.kind === 'method' ? describe(parent) : undefined;
    case 'PropertyDefinition':
      return parent.value === fn ? describe(parent) : undefined;
    default:
      return undefined;
  }
}

function describe(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): Method {
  return { class: member.parent.parent, isStatic: member.static, name: propertyName(member) };
}

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
