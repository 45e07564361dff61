import type { TSESTree } from '@typescript-eslint/utils';
import type { ProcessContext } from '../../catalog/types.js';
import { isInRange } from '../../catalog/merge.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isNothing } from '../../resolve/value.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { factoryCallsOf } from '../task/factory-call.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import { requirementsOf } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { partTypeEdits } from './part-type.js';
import { movedText, renameEdits, withoutParentheses } from '../text/moved-text.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, camelCase, pascalCase } from '../text/unique-name.js';
import { isShared } from './lazy-getter.js';
import { sharedPlaceOf } from './shared-place.js';
import type { SharedPlace } from './shared-place.js';

/*
 * `await (await getBrowser()).createBrowserContext()` in place of `await puppeteer.launch({ … })`, with one process that is started on
 * first use, and again when it has ended.
 * Input: a process that is ended on every path, whose kind the catalog says how to divide. Its closes stay, and end the context.
 * Invariant: nothing is done with it that its context cannot do, and it is started with constants. Blind spot: memory that contexts leave
 * behind in the process.
 */

export function sharedProcess(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { dividedInto } = finding.site.model;
  if (!dividedInto || finding.release.kind !== 'everyPath' || finding.arguments !== 'constant') return undefined;
  if (finding.runtime?.perRequestIsRight !== undefined) return undefined;
  const construction = finding.site.node;
  const method = methodOf(source, program, dividedInto);
  const places = placesOf(source, program, construction);
  const [place] = places;
  if (method === undefined || !place) return undefined;
  if (!places.every(({ variable, made }) => isDividable(dividedInto, variable, made, finding))) return undefined;
  const types = places.map(({ annotation }) => partTypeEdits(source, dividedInto, annotation));
  if (!types.every((edits) => edits !== undefined)) return undefined;
  // What is passed on by name is looked up where it is declared.
  const options = startedWith(source, construction, dividedInto.indifferent);
  if (dividedInto.unless && new RegExp(dividedInto.unless).test(options)) return undefined;

  const { made } = place;
  if (places.some((other) => source.file.textOf(other.made) !== source.file.textOf(made))) return undefined;
  const name = camelCase(place.variable.name);
  const shape: Shape = { construction: made, expression: made, isAsync: true, releases: [], names: [name], leaves: false };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source.code, source.file.path), client };
  const requirements = requirementsOf(task, [made], []);
  const moved = requirements && detachAll(task, requirements.declarations);
  if (!moved) return undefined;

  const { semicolon: end, eol, indent: i, isTypeScript } = task.style;
  const creating = (starter: string, place: string): string[] => [
    `async function ${starter}() {`,
    ...(moved.length > 0 ? [textOfMoved(task, moved, new Map(), i)] : []),
    `${i}const ${name} = await ${movedText(source, made.range, [], i).slice(i.length)}${end}`,
    `${i}// The next request starts another one.`,
    `${i}${name}.once('${dividedInto.gone}', () => {`,
    `${i}${i}${place} = undefined${end}`,
    `${i}})${end}`,
    `${i}return ${name}${end}`,
    '}',
  ];
  const text = (starter: string, getter: string, { declaration, place }: SharedPlace): string => [
    ...declaration === undefined ? [] : [declaration, ''],
    ...creating(starter, place),
    '',
    `function ${getter}() {`,
    `${i}${place} ??= ${starter}().catch((error) => {`,
    `${i}${i}${place} = undefined${end}`,
    `${i}${i}throw error${end}`,
    `${i}})${end}`,
    `${i}return ${place}${end}`,
    '}',
  ].join(eol);
  const names = new UniqueNames(source);
  const own = [`start${pascalCase(name)}`, `get${pascalCase(name)}`, `${name}Promise`] as const;
  const type = (starter: string): string | undefined => isTypeScript ? `ReturnType<typeof ${starter}>` : undefined;
  // The very same process, which this edit started for another place of the file.
  const placeOf = (given: UniqueNames, kept: string, starter: string): SharedPlace => (
    sharedPlaceOf(task, given, kept, type(starter), name, own[2]));
  const isThere = source.code.text.includes(text(own[0], own[1], placeOf(new UniqueNames(source), own[2], own[0])));
  const starter = isThere ? own[0] : names.choose([own[0], `${own[0]}Process`], []);
  const getter = isThere ? own[1] : names.choose([own[1], `getShared${pascalCase(name)}`], places.map((one) => one.made));
  const kept = isThere ? own[2] : names.choose([own[2], `shared${pascalCase(own[2])}`], []);
  const insert = isThere ? undefined
    : insertion(task, requirements.lastNeeded, text(starter, getter, placeOf(names, kept, starter)));
  if (!isThere && !insert) return undefined;
  const leaving = moved.filter(({ statement }) => !isShared(task, statement, requirements.staying));
  const removed = withoutReleases(task, leaving);
  if (!removed) return undefined;
  const divided = places.flatMap((one): Edit[] => {
    const uses = one.variable.references.map(({ identifier }) => identifier);
    const kept = one.isAnothers ? one.variable.name : undefined;
    const part = kept ?? new UniqueNames(source).choose([dividedInto.name, `${name}${pascalCase(dividedInto.name)}`], uses);
    return [
      { range: withoutParentheses(source, one.made), text: `(await ${getter}()).${method}()` },
      ...renameEdits(new Map([[one.variable, part]]), (identifier) => !isInside(identifier, one.made)),
    ];
  });
  return toSuggestion('sharedProcess', client, [...insert ? [insert] : [], ...removed, ...divided, ...types.flat()]);
}

/** A call that gives a process, and the variable that holds it. */
interface Place {
  readonly made: CallNode;
  readonly variable: Variable;
  readonly annotation: TSESTree.TypeNode | undefined;
  /** Other code puts another process into it, which keeps its name. */
  readonly isAnothers: boolean;
}

/** Where the process is held: by a variable of the function that starts it, or of all those that call a function which only starts it. */
function placesOf(source: Source, program: Program, construction: CallNode): Place[] {
  const own = heldBy(source, construction);
  if (own) return [own];
  const calls = factoryCallsOf(source, program, construction);
  if (calls.some(({ mayBeNothing }) => mayBeNothing)) return [];
  const places = calls.map(({ node }) => heldBy(source, node));
  return places.every((place) => place !== undefined) ? places : [];
}

/** The method that gives a context, in the version that is installed. */
function methodOf({ file }: Source, program: Program, { by }: ProcessContext): string | undefined {
  return by.find(({ package: name, versions }) => isInRange(program.versionOf(file, name), versions))?.method;
}

/** `const browser = await launch();`, or `browser = await launch();` of a variable that is declared without a value. */
function heldBy(source: Source, made: CallNode): Place | undefined {
  const awaited = made.parent;
  if (awaited.type !== 'AwaitExpression' || outermost(made) !== awaited) return undefined;
  const { parent } = awaited;
  const target = parent.type === 'VariableDeclarator' ? parent.id
    : parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.parent.type === 'ExpressionStatement' ? parent.left
    : undefined;
  const variable = target?.type === 'Identifier' ? source.file.variableOf(target) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || others.length > 0 || declarator.id.type !== 'Identifier') return undefined;
  if (variable.scope.block.type === 'Program') return undefined;
  const values = variable.references.flatMap(({ writeExpr }) => writeExpr && !isEmptying(writeExpr) ? [unwrap(writeExpr)] : []);
  const callee = source.file.textOf(made.callee);
  // One that is started beside it is ended by the same methods, but has another type.
  const areAlike = values.every((value) => isCall(value) && source.file.textOf(value.callee) === callee);
  const isAnothers = values.length > 1;
  if (isAnothers && (!areAlike || /\.[cm]?tsx?$/.test(source.file.path))) return undefined;
  return { made, variable, annotation: declarator.id.typeAnnotation?.typeAnnotation, isAnothers };
}

/** Everything that is done with it a context can do as well. */
function isDividable(
  { methods }: ProcessContext, variable: Variable, construction: CallNode, { site }: Finding,
): boolean {
  return variable.references.every((reference) => {
    const { identifier } = reference;
    if (reference.isWrite() && !reference.isRead()) return true;
    if (isInside(identifier, construction)) return false;
    const access = outermost(identifier).parent;
    if (access?.type === 'MemberExpression' && unwrap(access.object) === identifier) {
      const call = outermost(access).parent;
      const name = propertyName(access) ?? '';
      if (!isCall(call) || unwrap(call.callee) !== access || call.arguments.length > 0) return false;
      return site.model.release.includes(name) || methods.includes(name);
    }
    return isTested(identifier);
  });
}

/** `if (browser)`, `browser && …`, `!browser` */
function isTested(identifier: Node): boolean {
  const node = outermost(identifier);
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.left === node && parent.operator === '&&';
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator)
        && isNothing(parent.left === node ? parent.right : parent.left);
    default:
      return false;
  }
}

/** The arguments as text, with the values of the constants in them. */
function startedWith(source: Source, construction: CallNode, indifferent: readonly string[] = []): string {
  const texts: string[] = [];
  const seen = new Set<Node>();
  const take = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.type === 'ObjectExpression') {
      for (const one of node.properties) {
        if (one.type !== 'Property' || one.computed || !indifferent.includes(propertyName(one) ?? '')) take(one);
      }
      return;
    }
    texts.push(source.file.textOf(node));
    for (const part of nodesIn(source, node, true)) {
      const definition = part.type === 'Identifier' ? source.file.variableOf(part)?.defs[0] : undefined;
      if (definition?.node.type === 'VariableDeclarator' && definition.node.init) take(definition.node.init);
      else if (definition && definition.node.type !== 'VariableDeclarator') texts.push('unknown');
    }
  };
  construction.arguments.forEach(take);
  return texts.join('\n');
}
