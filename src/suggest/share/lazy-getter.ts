import type { Variable } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { typeOfClient, typeOfKept } from '../task/client-type.js';
import { declareWhereAssigned, detachAll, insertion, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { isSettled } from './settled-values.js';
import { sharedPlaceOf } from './shared-place.js';
import { isNarrowed } from '../task/type-narrowing.js';
import type { Detached } from '../text/detached-statement.js';
import { movedText, withoutParentheses } from '../text/moved-text.js';
import { requirementsOf } from '../task/requirements.js';
import { filling } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';
import { catchClause } from '../text/wrapped-in-try.js';

/** `let shared; const getClient = () => (shared ??= new X(options));` at module scope; the construction becomes `getClient()`. */
export function lazyGetter(task: EditTask): Suggestion | undefined {
  const { source, shape, style } = task;
  const { declared } = shape;
  if (shape.isAsync || (declared?.connects.length ?? 0) > 0) return undefined;
  const listeners = declared?.listeners ?? [];
  const own = declared ? [declared.variable] : [];
  const requirements = requirementsOf(task, [shape.expression, ...listeners], own);
  const moved = requirements && detachAll(task, [...requirements.declarations, ...listeners]);
  const names = new UniqueNames(source);
  if (!moved) {
    const inPlace = listeners.length === 0 && isSettled(task, shape.expression) ? memoInPlace(task, names) : undefined;
    return inPlace && toSuggestion('lazyGetter', task.client, inPlace);
  }

  const name = shape.names[0]!;
  // What is known of a value because of a test before is forgotten elsewhere, and what stays would have to be there twice.
  const isNarrowedHere = style.isTypeScript && isNarrowed(task, requirements.declarations);
  const isResultOnly = moved.length === 0 && isResult(shape.expression);
  if (isResultOnly || (listeners.length === 0 && (isNarrowedHere || requirements.staying.length > 0))) {
    const inPlace = memoInPlace(task, names);
    if (inPlace) return toSuggestion('lazyGetter', task.client, inPlace);
  }
  if (isNarrowedHere) return undefined;
  const getter = names.choose([`get${pascalCase(name)}`, `getShared${pascalCase(name)}`], [shape.expression]);
  const kept = names.choose([declared ? `shared${pascalCase(name)}` : name, `shared${pascalCase(name)}`], [shape.expression]);
  const creator = creatorOf(task, requirements.declarations, listeners, names);
  const { semicolon: end, eol } = style;
  const type = !style.isTypeScript ? undefined : creator ? `ReturnType<typeof ${creator.name}>` : typeOfClient(task)!;
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, name);
  const made = creator ? `${creator.name}()` : movedText(source, shape.expression.range, []);
  const lines = [
    ...(creator ? [creator.text, ...(creator.text.endsWith('}') ? [''] : [])] : []),
    ...(declaration === undefined ? [] : [declaration]),
    `const ${getter} = () => (${filling(style, place)}${made})${end}`,
  ];
  // A getter runs later than the module, so what it needs may be declared below it.
  const insert = insertion(task, -1, lines.join(eol));
  // Local constants that other code goes on using stay where they are, and are copied.
  const leaving = moved.filter(({ statement }) => !isShared(task, statement, requirements.staying));
  const { dropped, edits } = declareWhereAssigned(task);
  const removed = withoutReleases(task, leaving, dropped);
  const replaced = { range: withoutParentheses(source, shape.expression), text: `${getter}()` };
  return insert && removed && toSuggestion('lazyGetter', task.client, [insert, replaced, ...edits, ...removed]);
}

/** Where it is constructed it is kept: `return (shared ??= new X(options));`. */
function memoInPlace(task: EditTask, names: UniqueNames): Edit[] | undefined {
  const { source, shape, style } = task;
  const type = style.isTypeScript ? typeOfKept(task) : undefined;
  if (style.isTypeScript && type === undefined) return undefined;
  const candidates = shape.declared ? [`shared${pascalCase(shape.names[0]!)}`, ...shape.names] : shape.names;
  const kept = names.choose(candidates, [shape.expression]);
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, kept);
  const insert = declaration === undefined ? undefined : insertion(task, -1, declaration);
  if (declaration !== undefined && !insert) return undefined;
  const { dropped, edits } = declareWhereAssigned(task);
  const removed = withoutReleases(task, [], dropped);
  const range = withoutParentheses(source, shape.expression);
  return removed && [
    ...(insert ? [insert] : []),
    { range: [range[0], shape.expression.range[0]], text: `(${filling(style, place)}` },
    { range: [shape.expression.range[1], range[1]], text: ')' },
    ...edits, ...removed,
  ];
}

function isResult(expression: Node): boolean {
  const parent = expression.parent;
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === expression);
}

interface Creator {
  readonly name: string;
  readonly text: string;
}

/** A function that makes the client, where an expression is not enough or the client's type has no name. */
function creatorOf(task: EditTask, declarations: readonly Node[], listeners: readonly Node[], names: UniqueNames): Creator | undefined {
  const { source, shape, style } = task;
  const isExpression = declarations.length + listeners.length === 0;
  if (isExpression && (!style.isTypeScript || typeOfClient(task) !== undefined)) return undefined;
  const name = names.choose([`create${pascalCase(shape.names[0]!)}`, `createShared${pascalCase(shape.names[0]!)}`], []);
  if (isExpression) {
    return { name, text: `const ${name} = () => ${movedText(source, shape.expression.range, [])}${style.semicolon}` };
  }
  return { name, text: creatorFunction(task, name, declarations, listeners, []) };
}

/**
 * `function createClient() { const options = …; const client = new X(options); client.on(…); return client; }`. `close`: what is to be done
 * where it cannot be connected; `parameters`: what it is given, with its types.
 */
export function creatorFunction(
  task: EditTask, name: string, declarations: readonly Node[], listeners: readonly Node[], connects: readonly Node[], close?: string,
  parameters = '',
): string {
  const { source, shape, style } = task;
  const { indent, semicolon: end, eol } = style;
  const before = detachAll(task, declarations) ?? [];
  const after = detachAll(task, [...listeners, ...connects]) ?? [];
  const construction = movedText(source, shape.expression.range, [], indent).slice(indent.length);
  const { declared } = shape;
  const held = declared?.variable.name;
  // A declaration that leaves its place takes its comments along.
  const own = declared?.lateConnect ? detachAll(task, [declared.statement]) : undefined;
  const isAsync = shape.isAsync || connects.length > 0;
  const noRenames = new Map<Variable, string>();
  const lines = [
    `${isAsync ? 'async ' : ''}function ${name}(${parameters}) {`,
    ...(before.length > 0 ? [textOfMoved(task, before, noRenames, indent)] : []),
    ...(after.length > 0
      ? [
        own ? textOfMoved(task, own, noRenames, indent) : `${indent}const ${held} = ${shape.isAsync ? 'await ' : ''}${construction}${end}`,
        ...(close === undefined ? [textOfMoved(task, after, noRenames, indent)] : triedText(task, after, connects, close)),
        `${indent}return ${held}${end}`,
      ]
      : [`${indent}return ${construction}${end}`]),
    '}',
  ];
  return lines.join(eol);
}

/** What connects it, and what stands behind that, in a `try` that closes it before it throws on. */
function triedText(task: EditTask, setup: readonly Detached[], connects: readonly Node[], close: string): string[] {
  const { style } = task;
  const { indent, eol } = style;
  const start = Math.min(...connects.map(({ range }) => range[0]));
  const before = setup.filter(({ statement }) => statement.range[0] < start);
  const tried = setup.filter(({ statement }) => statement.range[0] >= start);
  const body = textOfMoved(task, tried, new Map(), indent + indent);
  return [
    ...(before.length > 0 ? [textOfMoved(task, before, new Map(), indent)] : []),
    `${indent}try {${eol}${body}${eol}${indent}}${catchClause(style, indent, close)}`,
  ];
}

export function isShared(task: EditTask, statement: Node, shared: readonly Variable[]): boolean {
  if (statement.type !== 'VariableDeclaration' && statement.type !== 'VariableDeclarator') return false;
  return task.source.file.tree.scopes.getDeclaredVariables(statement).some((variable) => shared.includes(variable));
}
