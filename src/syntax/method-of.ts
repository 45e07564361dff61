import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName } from './nodes.js';
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
