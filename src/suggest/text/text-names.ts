import type { TSESLint } from '@typescript-eslint/utils';
import { parseText } from '../../project/files/parse.js';
import type { Edit } from './suggestion.js';

/*
 * What the names of a text mean, and which of its statements have to do with which of them.
 * Input: the text of a module, and edits of it. Output: tables, and ranges that the edits leave alone; no verdict.
 * Invariant: a name by which one statement of the module depends on another is an outer name of both. Blind spot: order, and types.
 */

/** What a text says about its names. */
export interface TextNames {
  /** Names that are used and that nothing in the text declares. */
  readonly free: ReadonlyMap<string, FreeUse>;
  /** In any scope. */
  readonly declared: ReadonlySet<string>;
  /** At module scope, by name. */
  readonly ofModule: ReadonlyMap<string, ModuleName>;
  /** Which statements declare a name at module scope, or use one that they do not declare inside: their places in the body. */
  readonly outer: ReadonlyMap<string, ReadonlySet<number>>;
  readonly statements: readonly Statement[];
  readonly errors: readonly string[];
}

interface FreeUse {
  readonly count: number;
  readonly asValue: boolean;
  readonly asType: boolean;
}

interface ModuleName {
  /** What declares it, as `Variable` or `ImportBinding Type`. */
  readonly kinds: string;
  readonly isValue: boolean;
  readonly isType: boolean;
  /** Which statements declare it. */
  readonly by: ReadonlySet<number>;
}

interface Statement {
  readonly type: string;
  readonly range: readonly [number, number];
}

type Reference = TSESLint.Scope.Reference;

/** `undefined` for what no parser accepts. */
export function namesOf(path: string, text: string): TextNames | undefined {
  const parsed = parseText(path, text, true);
  if (!parsed) return undefined;
  const statements = parsed.ast.body.map(({ type, range }) => ({ type, range }));
  const free = new Map<string, FreeUse>();
  const declared = new Set<string>();
  const ofModule = new Map<string, ModuleName>();
  const outer = new Map<string, Set<number>>();
  const addOuter = (name: string, statement: number): void => {
    const known = outer.get(name);
    if (known) known.add(statement);
    else outer.set(name, new Set([statement]));
  };
  for (const scope of parsed.scopes.scopes) {
    const isModule = scope.type === 'module';
    for (const variable of scope.variables) {
      if (variable.defs.length === 0) continue;
      declared.add(variable.name);
      if (!isModule) continue;
      const by = new Set(variable.defs.map(({ name }) => statementAt(statements, name.range[0])));
      for (const statement of by) addOuter(variable.name, statement);
      ofModule.set(variable.name, {
        kinds: variable.defs.map(({ type }) => type).sort().join(' '), by,
        isValue: variable.isValueVariable === true, isType: variable.isTypeVariable === true,
      });
    }
    for (const reference of scope.references) {
      const name = String(reference.identifier.name);
      const { resolved } = reference;
      if (!resolved || resolved.defs.length === 0) free.set(name, withUse(free.get(name), reference));
      if (!resolved || resolved.scope.type === 'module') addOuter(name, statementAt(statements, reference.identifier.range[0]));
    }
  }
  return { free, declared, ofModule, outer, statements, errors: parsed.errors };
}

function withUse(use: FreeUse | undefined, { isTypeReference, isValueReference }: Reference): FreeUse {
  return {
    count: (use?.count ?? 0) + 1, asValue: use?.asValue === true || isValueReference, asType: use?.asType === true || isTypeReference,
  };
}

/** The statement in which an offset lies: the last one that begins before it. */
function statementAt(statements: readonly Statement[], offset: number): number {
  let from = 0;
  let to = statements.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (statements[middle]!.range[0] <= offset) from = middle;
    else to = middle;
  }
  return from;
}

/** What is left of a text for some edits when all statements go that none of them touches. */
export interface Touched {
  /** The places of the statements that stay. */
  readonly statements: ReadonlySet<number>;
  /** An empty statement for each row of statements that goes. None of them meets an edit. */
  readonly cuts: readonly Edit[];
  /** Units of text that go. */
  readonly length: number;
}

export function touchedBy(edits: readonly Edit[], { statements }: TextNames): Touched {
  const touched = new Set<number>();
  const rows: [number, number][] = [];
  for (const [index, { range: [from, to] }] of statements.entries()) {
    if (edits.some(({ range }) => range[0] <= to && range[1] >= from)) {
      touched.add(index);
      continue;
    }
    const row = touched.has(index - 1) ? undefined : rows.at(-1);
    if (row && !edits.some(({ range }) => range[0] > row[1] && range[1] < from)) row[1] = to;
    else rows.push([from, to]);
  }
  return {
    statements: touched,
    cuts: rows.map((range) => ({ range, text: ';' })),
    length: rows.reduce((sum, [from, to]) => sum + to - from, 0),
  };
}
