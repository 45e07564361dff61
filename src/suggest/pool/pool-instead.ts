import type { Program } from '../../project/program.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, namesForMoved, renamesOutside, textOfMoved } from '../task/moved-statements.js';
import { removableReleases } from '../task/removable-releases.js';
import { requirementsOf } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { whyReplaced } from '../task/sharing.js';
import { commentsOf, detach } from '../text/detached-statement.js';
import type { Detached } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { applyEdits } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';
import { heldBy } from './held-connection.js';
import type { Held } from './held-connection.js';
import { helperUsesOf } from './helper-uses.js';
import { isSameHere, madeEdits, madeInstead, mayBeMadeAtOnce, placeOnFirstUse, samePool, typeOfPool } from './made-pool.js';
import type { Made } from './made-pool.js';
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
  const edits = (mayBeMadeAtOnce(task, requirements) ? ofModule(task, held, uses, made, requirements, names) : undefined)
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
  const text = applyEdits(source.code.text, value.range, madeEdits({ value, annotation: undefined }, made));
  const kept = placeOnFirstUse(task, names, made, text, construction);
  const removed = takenOut(task, uses, [], []);
  if (!kept || !removed) return undefined;
  return [
    ...kept.edits, { range: value.range, text: kept.value },
    ...annotation ? [{ range: annotation.range, text: style.isTypeScript ? `: ${typeOfPool(task, made)}` : '' }] : [],
    ...removed, ...made.imported,
  ];
}

/** The statements that connect it and have comments, which go to where the pool is made. */
function explainedOf(source: Source, connects: readonly Node[]): Detached[] | undefined {
  const detached = connects.map((statement) => detach(source, statement));
  if (!detached.every((one) => one !== undefined)) return undefined;
  if (connects.some((statement) => source.code.getCommentsInside(statement).length > 0)) return undefined;
  return detached.filter((one) => commentsOf(source, one).length > 0);
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
