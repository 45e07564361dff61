import type { TSESLint } from '@typescript-eslint/utils';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';

type Reference = TSESLint.Scope.Reference;
type Variable = TSESLint.Scope.Variable;

/**
 * Names that a function assigns without declaring them, and reads only afterwards: `connection = await open()` in sloppy code.
 * They are globals to the language, but what a run of the function puts there is for that run. A name that is read before it is written
 * (`if (!client) client = …`) is shared state and no local.
 */
export function undeclaredLocals(scopes: TSESLint.Scope.ScopeManager): Map<Node, Variable> {
  const byFunction = new Map<FunctionNode, Map<string, Reference[]>>();
  for (const reference of scopes.scopes[0]?.through ?? []) {
    // Trees whose parents are not there yet (none of ours) would have no functions.
    const owner = reference.resolved ? undefined : enclosingFunction(reference.identifier);
    if (!isFunction(owner) || reference.identifier.type !== 'Identifier') continue;
    const names = byFunction.get(owner) ?? new Map<string, Reference[]>();
    byFunction.set(owner, names);
    names.set(reference.identifier.name, [...(names.get(reference.identifier.name) ?? []), reference]);
  }
  const found = new Map<Node, Variable>();
  for (const [owner, names] of byFunction) {
    const scope = scopes.acquire(owner, true) ?? scopes.acquire(owner);
    if (!scope) continue;
    for (const [name, references] of names) {
      references.sort((a, b) => a.identifier.range[0] - b.identifier.range[0]);
      const [first] = references;
      if (!first?.isWrite() || first.isRead()) continue;
      const identifier = first.identifier;
      const variable = {
        name, scope, references, identifiers: [identifier], defs: [{ type: 'ImplicitGlobalVariable', name: identifier, node: identifier }],
      } as unknown as Variable;
      for (const reference of references) found.set(reference.identifier, variable);
    }
  }
  return found;
}
