import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { typeOfCalled, typeOfConstructed } from '../task/client-type.js';
import type { EditTask } from '../task/edit-task.js';
import { insertion } from '../task/moved-statements.js';
import { requirementsOf } from '../task/requirements.js';
import { namesOfClient } from '../task/shape.js';
import type { Shape } from '../task/shape.js';
import { whyNotShared } from '../task/sharing.js';
import { nodesIn, referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';
import { sharedPlaceOf } from './shared-place.js';

/*
 * `if (client) return client;` at the beginning of a function that makes a client and does something to it before it returns it: the
 * function does that once.
 * Input: a construction in such a function. Output: an edit, or `undefined`.
 * Invariant: the function takes nothing, and nothing that it reads is the request's, so that it does the same each time. Blind spot: what
 * it writes to a log.
 */

export function factoryMemo(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { node: construction, model } = finding.site;
  const factory = enclosingFunction(construction);
  if (!isFunction(factory) || factory.async || factory.generator || factory.params.length > 0) return undefined;
  const { body } = factory;
  if (body?.type !== 'BlockStatement' || model.kind === 'asyncFactory' || finding.arguments !== 'constant') return undefined;
  if (finding.release.kind !== 'never' || (finding.releases?.length ?? 0) > 0 || finding.otherReleases) return undefined;
  const results = resultsOf(source, factory);
  if (!results?.some(({ value }) => isOf(source, value, construction))) return undefined;
  const names = namesOfClient(source, construction);
  const shape: Shape = { construction, expression: body, isAsync: false, releases: [], names, leaves: true };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  if (!doesTheSame(task, body) || whyNotShared(source, program, finding, shape) !== undefined) return undefined;
  const type = task.style.isTypeScript ? typeOfResult(source, factory, results.map(({ value }) => value)) : undefined;
  if (task.style.isTypeScript && type === undefined) return undefined;
  const edits = remembering(task, body, results, type);
  return edits && toSuggestion('lazyGetter', client, edits);
}

interface Result {
  readonly statement: TSESTree.ReturnStatement;
  readonly value: Node;
}

/** What it returns; `undefined` where it may return nothing, which would not be remembered. */
function resultsOf(source: Source, factory: FunctionNode): Result[] | undefined {
  const results: Result[] = [];
  for (const node of nodesIn(source, factory.body, false)) {
    if (node.type !== 'ReturnStatement') continue;
    if (!node.argument || isEmptying(node.argument)) return undefined;
    results.push({ statement: node, value: node.argument });
  }
  return results;
}

/** The construction, or a variable that may hold it, or something around it. */
function isOf(source: Source, value: Node, construction: Node, seen = new Set<Variable>()): boolean {
  return [...nodesIn(source, value, false)].some((node) => {
    if (node === construction) return true;
    const variable = node.type === 'Identifier' ? source.file.variableOf(node) : undefined;
    const isOwn = variable?.identifiers.every((identifier) => enclosingFunction(identifier) === enclosingFunction(construction));
    if (!variable || !isOwn || seen.has(variable)) return false;
    seen.add(variable);
    return variable.references.some(({ writeExpr }) => writeExpr && isOf(source, writeExpr, construction, seen));
  });
}

/** All names in it are its own, or those of the module. */
function doesTheSame(task: EditTask, body: TSESTree.BlockStatement): boolean {
  const references = referencesIn(task.source, body);
  const isOwn = ({ identifiers }: Variable): boolean => (
    identifiers.length > 0 && identifiers.every((identifier) => isInside(identifier, body)));
  const own = references.flatMap(({ resolved }) => (resolved && isOwn(resolved) ? [resolved] : []));
  // What it fills outside is filled with something else when it is called again.
  const fillsOthers = references.some((reference) => reference.isWrite() && !(reference.resolved && isOwn(reference.resolved)));
  return !fillsOthers && requirementsOf(task, [body], own) !== undefined;
}

/** The type that the results have, as far as it is written down. */
function typeOfResult(source: Source, { returnType }: FunctionNode, values: readonly Node[]): string | undefined {
  const annotations = values.map((value) => annotationOf(source, value, returnType?.typeAnnotation));
  const [first, ...others] = annotations;
  return first !== undefined && others.every((other) => other === first) ? first : undefined;
}

function annotationOf(source: Source, given: Node, declared: TSESTree.TypeNode | undefined): string | undefined {
  const value = unwrap(given);
  const definition = value.type === 'Identifier' ? source.file.variableOf(value)?.defs[0] : undefined;
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  const written = declared ?? (declarator?.id.type === 'Identifier' ? declarator.id.typeAnnotation?.typeAnnotation : undefined);
  // Whatever may be nothing would have to be told from what is not there yet.
  if (written) return /^TS(?:TypeReference|ImportType)$/.test(written.type) ? source.file.textOf(written) : undefined;
  const made = declarator?.init ? unwrap(declarator.init) : value;
  return made.type === 'NewExpression' ? typeOfConstructed(source, made) : typeOfCalled(source, made);
}

function remembering(
  task: EditTask, body: TSESTree.BlockStatement, results: readonly Result[], type: string | undefined,
): Edit[] | undefined {
  const { source, shape, style } = task;
  const [first] = body.body;
  if (!first || !startsItsLine(source, first)) return undefined;
  const name = shape.names[0]!;
  const names = new UniqueNames(source);
  const kept = names.choose([`shared${pascalCase(name)}`], [first]);
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, name);
  const insert = declaration === undefined ? undefined : insertion(task, -1, declaration);
  if (declaration !== undefined && !insert) return undefined;
  const brace = source.code.getFirstToken(body)!;
  const at = brace.range[1];
  return [
    ...insert ? [insert] : [],
    { range: [at, at], text: `${style.eol}${indentAt(source, first)}if (${place}) return ${place}${style.semicolon}` },
    ...results.flatMap(({ value }): Edit[] => [
      { range: [value.range[0], value.range[0]], text: `(${place} = ` },
      { range: [value.range[1], value.range[1]], text: ')' },
    ]),
  ];
}
