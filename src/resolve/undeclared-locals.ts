import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';

type Reference = TSESLint.Scope.Reference;
type Variable = TSESLint.Scope.Variable;

/**
 * Names that a function assigns without declaring them, and reads only afterwards: `connection = await open()` in sloppy code.
 * They are globals to the language, but what a run of the function puts there is for that run. A name that is read before it is written
 * (`if (!client) client = …`) is shared state and no local. One that the module itself assigns (`pool = null;`) is as good as a variable of
 * the module.
 */
export function undeclaredLocals(scopes: TSESLint.Scope.ScopeManager): Map<Node, Variable> {
  const [all] = scopes.scopes;
  const unresolved = all?.through.filter(({ resolved, identifier }) => !resolved && identifier.type === 'Identifier') ?? [];
  const found = new Map<Node, Variable>();
  for (const { identifier } of unresolved.filter((reference) => isFirstWrite(reference) && !enclosingFunction(reference.identifier))) {
    const references = unresolved.filter((reference) => reference.identifier.name === identifier.name);
    if (!found.has(identifier)) note(found, variableFor(identifier as TSESTree.Identifier, references, all!));
  }
  const byFunction = new Map<FunctionNode, Map<string, Reference[]>>();
  for (const reference of unresolved) {
    if (found.has(reference.identifier)) continue;
    // Trees whose parents are not there yet (none of ours) would have no functions.
    const owner = enclosingFunction(reference.identifier);
    if (!isFunction(owner)) continue;
    const names = byFunction.get(owner) ?? new Map<string, Reference[]>();
    byFunction.set(owner, names);
    const { name } = reference.identifier as TSESTree.Identifier;
    names.set(name, [...(names.get(name) ?? []), reference]);
  }
  for (const [owner, names] of byFunction) {
    const scope = scopes.acquire(owner, true) ?? scopes.acquire(owner);
    if (!scope) continue;
    for (const references of names.values()) {
      references.sort((a, b) => a.identifier.range[0] - b.identifier.range[0]);
      const [first] = references;
      if (first && isFirstWrite(first)) note(found, variableFor(first.identifier as TSESTree.Identifier, references, scope));
    }
  }
  return found;
}

function isFirstWrite(reference: Reference): boolean {
  return reference.isWrite() && !reference.isRead();
}

function note(found: Map<Node, Variable>, variable: Variable): void {
  for (const { identifier } of variable.references) found.set(identifier, variable);
}

function variableFor(identifier: TSESTree.Identifier, references: readonly Reference[], scope: TSESLint.Scope.Scope): Variable {
  return {
    name: identifier.name, scope, references, identifiers: [identifier],
    defs: [{ type: 'ImplicitGlobalVariable', name: identifier, node: identifier }],
  } as unknown as Variable;
}
