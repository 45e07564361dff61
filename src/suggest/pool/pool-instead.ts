import type { TSESTree } from '@typescript-eslint/utils';
import { optionsNames } from '../../catalog/conventions/values.js';
import { isProcessEnvironment } from '../../control/process-environment.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying, singleValueOf } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, isPropertyKey, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, namesForMoved, renamesOutside, textOfMoved } from '../task/moved-statements.js';
import { removableReleases } from '../task/removable-releases.js';
import { isMomentary } from '../place/pinned-code.js';
import { isMemberWritten, isMethodReceiver, isSafeToShare, requirementsOf } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { isGuardedByArguments, isGuardedByConfiguration, whyReplaced } from '../task/sharing.js';
import { isReloaded, sharedPlaceOf } from '../share/shared-place.js';
import { detach } from '../text/detached-statement.js';
import type { Detached } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { applyEdits, movedText } from '../text/moved-text.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { leavingPart } from '../text/split-declaration.js';
import { filling, styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';
import { helperUsesOf } from './helper-uses.js';
import { importBeside } from './pool-import.js';
import { poolUsesOf } from './pool-uses.js';
import type { PoolInstead, PoolUses } from './pool-uses.js';

/*
 * `const pool = sdk.createPool(options);` at module scope in place of `const connection = sdk.createConnection(options);` in a function:
 * the queries ask the pool, and what opened and closed the connection goes.
 * Input: a connection of an SDK whose pool has the methods of a connection. Output: an edit, or `undefined`.
 * Invariant: no query needs the connection of another one. Blind spot: settings of a session in texts of SQL that stand elsewhere.
 */

export function poolInstead(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { model, node: construction } = finding.site;
  const { poolInstead: pool } = model;
  if (!pool || finding.arguments !== 'constant' || finding.overwrites || finding.runtime?.perRequestIsRight !== undefined) return undefined;
  const boundary = enclosingFunction(construction);
  const held = heldBy(source, construction);
  const helped = throughHelper(source, finding, program, client, pool);
  if (!held || helped) return helped;
  if (!isFunction(boundary) || boundary.generator) return undefined;
  // The promise of a connection is none.
  if (model.kind === 'asyncFactory' && held.value === construction) return undefined;
  const replaced = whyReplaced(finding, [construction]);
  if (replaced !== undefined) return withhold(source, construction, 'sharing', replaced);
  const releases = removableReleases(source, finding, held.variable);
  const uses = releases && poolUsesOf(source, held.variable, pool, model.setup ?? [], releases, boundary);
  if (!uses) return undefined;
  const shape: Shape = { construction, expression: construction, isAsync: false, releases, names: ['pool'], leaves: false };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  const requirements = requirementsOf(task, [construction], [held.variable]);
  if (!requirements && !isSameHere(source, construction)) return undefined;
  const names = new UniqueNames(source);
  const made = madeInstead(source, held, pool, names);
  if (!made) return undefined;
  const mayRunEarlier = requirements && !requirements.isLate && requirements.shared.every(isSafeToShare) && !isReloaded(task)
    && !isGuardedByArguments(source, shape) && !isGuardedByConfiguration(source, shape);
  const edits = (mayRunEarlier ? ofModule(task, held, uses, made, requirements, names) : undefined)
    ?? onFirstUse(task, held, uses, made, names);
  return edits && toSuggestion('poolInstead', client, edits);
}

/** Where a function of the file gives each of its callers a connection, it gives them the pool. */
function throughHelper(source: Source, finding: Finding, program: Program, client: string, pool: PoolInstead): Suggestion | undefined {
  const { node: construction } = finding.site;
  const helper = helperUsesOf(source, program, finding, pool);
  if (!helper || whyReplaced(finding, [construction]) !== undefined) return undefined;
  const { value, uses, releases } = helper;
  const shape: Shape = { construction, expression: construction, isAsync: false, releases, names: ['pool'], leaves: true };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  if (!requirementsOf(task, [construction], []) && !isSameHere(source, construction)) return undefined;
  const names = new UniqueNames(source);
  const held = { value, annotation: undefined };
  const made = madeInstead(source, held, pool, names);
  const edits = made && onFirstUse(task, held, uses, made, names);
  return edits && toSuggestion('poolInstead', client, edits);
}

/** What it is made of cannot leave its place, and is the same there each time: constants of the function, and nothing of the moment. */
function isSameHere(source: Source, construction: CallNode): boolean {
  const seen = new Set<Node>();
  const isSame = (root: Node): boolean => [...nodesIn(source, root, true)].every((node) => {
    if (/^(?:AwaitExpression|YieldExpression|ThisExpression|Super)$/.test(node.type)) return false;
    if (isCall(node)) return isMomentary(node) ? false : node.type === 'CallExpression';
    const variable = node.type === 'Identifier' && !isPropertyKey(node) ? source.file.variableOf(node) : undefined;
    if (!variable || variable.defs.length === 0 || isModuleScope(variable.scope)) return true;
    const [definition, ...others] = variable.defs;
    if (definition?.node.type !== 'VariableDeclarator' || others.length > 0 || !definition.node.init) return false;
    const isChanged = variable.references.some((reference) => reference.init !== true
      && (reference.isWrite() || isMemberWritten(reference.identifier) || isMethodReceiver(reference.identifier)));
    if (isChanged) return false;
    if (seen.has(definition.node)) return true;
    seen.add(definition.node);
    return isSame(definition.node.init);
  });
  return construction.arguments.every(isSame);
}

/** A local variable that holds the connection, and nothing else. */
interface Held {
  readonly variable: Variable;
  /** The construction with the `await` around it. */
  readonly value: Node;
  /** The declaration, or the statement that assigns it. */
  readonly statement: TSESTree.VariableDeclaration | TSESTree.ExpressionStatement;
  /** `let connection;` where another statement assigns it. */
  readonly empty?: TSESTree.VariableDeclaration | TSESTree.VariableDeclarator;
  readonly annotation: TSESTree.TSTypeAnnotation | undefined;
}

function heldBy(source: Source, construction: Node): Held | undefined {
  const value = construction.parent?.type === 'AwaitExpression' ? construction.parent : construction;
  const holder = value.parent;
  const target = holder?.type === 'VariableDeclarator' && holder.init === value ? holder.id
    : holder?.type === 'AssignmentExpression' && holder.right === value && holder.operator === '=' ? holder.left : undefined;
  const variable = target?.type === 'Identifier' ? source.file.variableOf(target) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || others.length > 0 || declarator.id.type !== 'Identifier') return undefined;
  if (isModuleScope(variable.scope)) return undefined;
  const declaration = declarator.parent;
  const written = variable.references.filter((reference) => reference.isWrite());
  const isEmpty = !declarator.init || isEmptying(declarator.init);
  const isAssigned = holder?.type === 'AssignmentExpression';
  if (written.length !== (isAssigned && declarator.init ? 2 : 1) || isAssigned !== isEmpty) return undefined;
  if (/using/.test(declaration.kind) || !/Block/.test(declaration.parent.type)) return undefined;
  const statement = isAssigned ? holder.parent : declaration;
  if (statement.type === 'VariableDeclaration') {
    return statement.declarations.length === 1 ? { variable, value, statement, annotation: declarator.id.typeAnnotation } : undefined;
  }
  if (statement.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return undefined;
  return { variable, value, statement, empty: leavingPart(declaration, declarator), annotation: declarator.id.typeAnnotation };
}

/** The construction as one of a pool: edits of its own text, and of what imports it. */
interface Made {
  readonly callee: string;
  readonly inside: readonly Edit[];
  /** What stands behind it: `.on('error', console.error)`. */
  readonly behind: string;
  readonly imported: readonly Edit[];
}

function madeInstead(
  source: Source, { value, annotation }: Pick<Held, 'value' | 'annotation'>, { export: exported, broken, urlOption }: PoolInstead,
  names: UniqueNames,
): Made | undefined {
  const quote = source.code.text.includes('"') && !source.code.text.includes("'") ? '"' : "'";
  const behind = broken === undefined ? '' : `.on(${quote}${broken}${quote}, console.error)`;
  const construction = value.type === 'AwaitExpression' ? value.argument : value;
  if (construction.type !== 'CallExpression' && construction.type !== 'NewExpression') return undefined;
  const callee = unwrap(construction.callee);
  const options = urlOption === undefined ? [] : asOption(source, construction, urlOption);
  if (!options || source.code.getCommentsInside(callee).length > 0) return undefined;
  if (callee.type === 'MemberExpression' && !callee.computed) {
    const { range } = callee.property;
    const inside = [{ range, text: exported }, ...options];
    return { callee: `${source.file.textOf(callee.object)}.${exported}`, inside, behind, imported: [] };
  }
  if (callee.type !== 'Identifier') return undefined;
  const named = importBeside(source, callee, exported, names, annotation ? [annotation] : []);
  return named && { callee: named.name, inside: [{ range: callee.range, text: named.name }, ...options], behind, imported: named.edits };
}

/** `new Client(url)` as `new Pool({ connectionString: url })`; `undefined` where it may be either of the two. */
function asOption(source: Source, { arguments: [argument] }: CallNode, option: string): Edit[] | undefined {
  const kind = argument ? kindOf(source, unwrap(argument)) : 'options';
  if (!argument || kind === 'options') return [];
  const [start, end] = argument.range;
  return kind && [{ range: [start, start], text: `{ ${option}: ` }, { range: [end, end], text: ' }' }];
}

function kindOf(source: Source, node: Node): 'url' | 'options' | undefined {
  if (node.type === 'ObjectExpression') return 'options';
  if (node.type === 'TemplateLiteral' || literalText(node) !== undefined) return 'url';
  if (node.type === 'MemberExpression' && isProcessEnvironment(source.file, unwrap(node.object))) return 'url';
  if (node.type === 'LogicalExpression') return kindOf(source, unwrap(node.left));
  const variable = node.type === 'Identifier' ? source.file.variableOf(node) : undefined;
  const held = variable && singleValueOf(variable);
  const kind = held?.path.length === 0 && isSimpler(held.expression) ? kindOf(source, unwrap(held.expression)) : undefined;
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? propertyName(node) : undefined;
  return kind ?? (name !== undefined && optionsNames.test(name) ? 'options' : undefined);
}

/** What leads to no other name, so that names which lead to each other are not followed. */
function isSimpler(node: Node): boolean {
  return unwrap(node).type !== 'Identifier';
}

/** A constant of the module. */
function ofModule(
  task: EditTask, held: Held, uses: PoolUses, made: Made, requirements: Requirements, names: UniqueNames,
): Edit[] | undefined {
  const { source, style } = task;
  const { variable, statement, empty } = held;
  const moved = detachAll(task, requirements.declarations);
  const own = detach(source, statement);
  const explained = explainedOf(source, uses.connects);
  if (!moved || !own || !explained) return undefined;
  const declaring: Edit[] = empty ? [{ range: [statement.range[0], statement.range[0]], text: 'const ' }] : [];
  const inside = [...madeEdits(held, made), ...declaring];
  const existing = moved.length === 0 && own.content[0] === own.statement.range[0] && own.content[1] === own.statement.range[1]
    ? samePool(source, held, inside) : undefined;
  const isVisible = existing && names.isVisible(existing, uses.asked, [variable]);
  const name = isVisible ? existing.name : names.choose(['pool', 'sharedPool'], uses.asked, [variable]);
  const renames = new Map([[variable, name]]);
  namesForMoved(task, requirements, names, renames);
  const text = [
    ...moved.length > 0 ? [textOfMoved(task, moved, renames, '', made.imported)] : [],
    ...explained.flatMap((one) => commentsOf(source, one)),
    textOfMoved(task, [own], renames, '', inside),
  ].join(style.eol);
  const insert = isVisible ? undefined : insertion(task, requirements.lastNeeded, text);
  const removed = takenOut(task, uses, [...moved, own, ...explained], empty ? [empty] : []);
  if ((!isVisible && !insert) || !removed) return undefined;
  return [...insert ? [insert] : [], ...renamesOutside(renames, [...moved, own]), ...removed, ...isVisible ? [] : made.imported];
}

/** Where the connection is made, the pool is, for the first time only. */
function onFirstUse(
  task: EditTask, held: Pick<Held, 'value' | 'annotation'>, uses: PoolUses, made: Made, names: UniqueNames,
): Edit[] | undefined {
  const { source, shape: { construction }, style } = task;
  const { value, annotation } = held;
  const explained = explainedOf(source, uses.connects);
  if (!explained || explained.length > 0) return undefined;
  const type = !style.isTypeScript ? undefined
    : construction.type === 'NewExpression' ? made.callee : `ReturnType<typeof ${made.callee}>`;
  const kept = names.choose(['pool', 'sharedPool'], [construction]);
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, 'pool');
  const insert = declaration === undefined ? undefined : insertion(task, -1, declaration);
  const removed = takenOut(task, uses, [], []);
  if ((declaration !== undefined && !insert) || !removed) return undefined;
  const [first] = made.inside;
  return [
    ...insert ? [insert] : [],
    { range: [value.range[0], construction.range[0]], text: `(${filling(style, place)}` },
    ...first ? [first] : [],
    { range: [construction.range[1], value.range[1]], text: `${made.behind})` },
    ...annotation ? [{ range: annotation.range, text: `: ${type ?? ''}` }] : [],
    ...removed, ...made.imported,
  ];
}

/** What becomes of the statement that makes it. */
function madeEdits({ value, annotation }: Held, { inside, behind }: Made): Edit[] {
  const start = value.type === 'AwaitExpression' ? value.argument.range[0] : value.range[0];
  return [
    ...inside,
    ...behind === '' ? [] : [{ range: [value.range[1], value.range[1]] as const, text: behind }],
    ...start === value.range[0] ? [] : [{ range: [value.range[0], start] as const, text: '' }],
    ...annotation ? [{ range: annotation.range, text: '' }] : [],
  ];
}

/** A constant of the module that is made in the very same way. */
function samePool(source: Source, { value }: Held, inside: readonly Edit[]): Variable | undefined {
  const wanted = normalised(applyEdits(source.code.text, value.range, inside.filter(({ range }) => (
    range[0] >= value.range[0] && range[1] <= value.range[1]))));
  for (const statement of source.code.ast.body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'Identifier' || !init || normalised(source.file.textOf(init)) !== wanted) continue;
      return source.file.variableOf(id);
    }
  }
  return undefined;
}

function normalised(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The statements that connect it and have comments, which go to where the pool is made. */
function explainedOf(source: Source, connects: readonly Node[]): Detached[] | undefined {
  const detached = connects.map((statement) => detach(source, statement));
  if (!detached.every((one) => one !== undefined)) return undefined;
  if (connects.some((statement) => source.code.getCommentsInside(statement).length > 0)) return undefined;
  return detached.filter((one) => commentsOf(source, one).length > 0);
}

function commentsOf(source: Source, { content, statement }: Detached): string[] {
  return source.code.getAllComments()
    .filter(({ range }) => content[0] <= range[0] && range[1] <= content[1] && !isWithin(range, statement.range))
    .map(({ range }) => movedText(source, range, []));
}

function isWithin(inner: readonly [number, number], outer: readonly [number, number]): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** All that opened, tested and ended the connection. */
function takenOut(
  { source, shape: { releases } }: EditTask, { connects, links, others }: PoolUses, moved: readonly Detached[], dropped: readonly Node[],
): Edit[] | undefined {
  const isMoved = (node: Node): boolean => moved.some(({ statement }) => isInside(node, statement));
  const edits = takeOut(source, [...releases, ...connects.filter((one) => !isMoved(one)), ...dropped], moved);
  const isGone = (node: Node): boolean => edits!.some(({ range, text }) => text === '' && isWithin(node.range, range));
  return edits && others.every(isGone) ? [...edits, ...links] : undefined;
}
