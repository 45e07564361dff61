import type { Variable } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { isModuleScope } from './source.js';
import type { Scope, Source } from './source.js';

const RESERVED = new Set(('arguments await break case catch class const continue debugger default delete do else enum eval export extends '
  + 'false finally for function if implements import in instanceof interface let '
  + 'new null package private protected public return static super '
  + 'switch this throw true try typeof undefined var void while with yield').split(' '));

/** Names that an edit may introduce at module scope. One per edit, so that its names differ from each other too. */
export class UniqueNames {
  readonly #source: Source;
  readonly #given = new Set<string>();

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * The first candidate, or a numbered one, that means nothing else at module scope nor where it is to be used.
   * `removed` are variables whose own names the edit frees.
   */
  choose(candidates: readonly string[], uses: readonly Node[], removed: readonly Variable[] = []): string {
    const isFree = (name: string): boolean => this.#isFree(name, uses, removed);
    const last = candidates.at(-1)!;
    let name = candidates.find(isFree);
    for (let number = 2; name === undefined; number++) if (isFree(`${last}${number}`)) name = `${last}${number}`;
    this.#given.add(name);
    return name;
  }

  /** Whether a variable of the module is what its name means at all `uses`. */
  isVisible(variable: Variable, uses: readonly Node[], removed: readonly Variable[]): boolean {
    return uses.every((use) => !this.#isShadowed(variable.name, use, removed));
  }

  #isShadowed(name: string, use: Node, removed: readonly Variable[]): boolean {
    for (let scope: Scope | null = this.#source.code.getScope(use); scope && !isModuleScope(scope); scope = scope.upper) {
      if (isTaken(scope, name, removed)) return true;
    }
    return false;
  }

  #isFree(name: string, uses: readonly Node[], removed: readonly Variable[]): boolean {
    if (RESERVED.has(name) || this.#given.has(name)) return false;
    const { scopes } = this.#source.file.tree.scopes;
    if (scopes.some((scope) => isModuleScope(scope) && isTaken(scope, name, removed))) return false;
    // A global of that name that the file uses would be captured.
    if (scopes[0]!.through.some((reference) => reference.identifier.name === name)) return false;
    return uses.every((use) => !this.#isShadowed(name, use, removed));
  }
}

function isTaken(scope: Scope, name: string, removed: readonly Variable[]): boolean {
  const variable = scope.set.get(name);
  return variable !== undefined && !removed.includes(variable) && (variable.defs.length > 0 || variable.references.length > 0);
}

/** `SQSClient` → `sqsClient`, `OpenAI` → `openAI`. */
export function camelCase(name: string): string {
  const clean = name.replace(/^[_$#]+/, '');
  return clean.replace(/^[A-Z]+(?=$|[A-Z][a-z]|\d)|^[A-Z]/, (start) => start.toLowerCase());
}

export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
