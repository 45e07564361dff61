import type { Variable } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { detachAll, insertion, namesForMoved, renamesOutside, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { movedText, renameEdits, withoutParentheses } from '../text/moved-text.js';
import type { Renames } from '../text/moved-text.js';
import { isSafeToShare, requirementsOf } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import { isSetLate } from '../place/late-environment.js';
import { environmentOf, isGuardedByArguments, isGuardedByConfiguration, isGuardedByEnvironment } from '../task/sharing.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';
import { isReloaded } from './shared-place.js';
import { wrappersOf } from './wrappers.js';
import type { Wrapper } from './wrappers.js';

/** What becomes of the construction on its way: lines before it, and edits of its own text. */
export interface Wrapping {
  readonly prelude: readonly string[];
  readonly edits: readonly Edit[];
}

export type Wrap = (name: string, names: UniqueNames, renames: Renames) => Wrapping;

/** `const client = new X(options);` at module scope; the handlers use it. Its wrappers go along where that is wanted. */
export function hoist(task: EditTask, takesWrappers = true): Suggestion | undefined {
  const wrap: Wrap = () => ({ prelude: [], edits: [] });
  const wrappers = takesWrappers ? wrappersOf(task.source, task.finding, task.shape) : [];
  const edits = useExisting(task) ?? fillDeclaration(task) ?? hoistEdits(task, wrap, wrappers);
  return edits && toSuggestion('hoistToModule', task.client, edits);
}

/** The edits that make the construction a constant of the module. */
export function hoistEdits(task: EditTask, wrap: Wrap, wrappers: readonly Wrapper[] = []): Edit[] | undefined {
  if (!mayRunEarlier(task)) return undefined;
  return moveDeclaration(task, wrap, movable(task, wrappers)) ?? moveDeclaration(task, wrap) ?? replaceExpression(task, wrap);
}

/** The wrappers whose other arguments are there at module scope. */
function movable(task: EditTask, wrappers: readonly Wrapper[]): Wrapper[] {
  const found: Wrapper[] = [];
  for (const wrapper of wrappers) {
    const along = [...found, wrapper];
    const own = [task.shape.declared!.variable, ...along.map(({ variable }) => variable)];
    const requirements = requirementsOf(task, along.map(({ part }) => part), own);
    if (requirements && canMove(requirements)) found.push(wrapper);
  }
  return found;
}

function mayRunEarlier(task: EditTask): boolean {
  const { source, shape, program } = task;
  if (shape.isAsync || (shape.declared?.connects.length ?? 0) > 0) return false;
  if (isGuardedByArguments(source, shape) || isGuardedByConfiguration(source, shape)) return false;
  const names = environmentOf(source, shape);
  if (names.length === 0) return true;
  // Frameworks that load modules anew have loaded the environment before the first one.
  return !isGuardedByEnvironment(source, program, shape) && (isReloaded(task) || !isSetLate(program, source.file, names));
}

/** The local declaration goes to module scope with its listeners and wrappers, and everything goes on under their names. */
function moveDeclaration(task: EditTask, wrap: Wrap, wrappers: readonly Wrapper[] = []): Edit[] | undefined {
  const { source, shape, style } = task;
  const { declared } = shape;
  if (!declared) return undefined;
  const { statement, empty } = declared;
  const own = [declared.variable, ...wrappers.map(({ variable }) => variable)];
  const statements: Node[] = [statement, ...declared.listeners, ...wrappers.map(({ part }) => part)];
  const requirements = requirementsOf(task, statements, own);
  const moved = requirements && canMove(requirements) ? detachAll(task, [...requirements.declarations, ...statements]) : undefined;
  if (!requirements || !moved) return undefined;
  const names = new UniqueNames(source);
  const uses = declared.variable.references.map((reference) => reference.identifier);
  const renames = new Map([[declared.variable, names.choose(shape.names, uses, [declared.variable])]]);
  for (const { variable } of wrappers) {
    const candidates = [variable.name, `shared${pascalCase(variable.name)}`];
    renames.set(variable, names.choose(candidates, variable.references.map((reference) => reference.identifier), [variable]));
  }
  namesForMoved(task, requirements, names, renames);
  const { prelude, edits } = wrap(renames.get(declared.variable)!, names, renames);
  const declaring: Edit[] = empty ? [{ range: [statement.range[0], statement.range[0]], text: 'const ' }] : [];
  const text = [...prelude, textOfMoved(task, moved, renames, '', [...declaring, ...edits])].join(style.eol);
  const insert = insertion(task, requirements.lastNeeded, text);
  const removed = withoutReleases(task, moved, empty ? [empty] : []);
  return insert && removed && [insert, ...renamesOutside(renames, moved), ...removed];
}

/** `let client;` at module scope, which each request fills anew, becomes `const client = new X(options);`. */
function fillDeclaration(task: EditTask): Edit[] | undefined {
  const { source: { code }, shape: { declared, expression }, style } = task;
  const { empty, statement, listeners = [], variable } = declared ?? {};
  if (!declared || !variable || !statement || empty?.type !== 'VariableDeclaration' || !mayRunEarlier(task)) return undefined;
  const index = code.ast.body.indexOf(empty);
  const { id } = empty.declarations[0];
  if (index === -1) return undefined;
  const type = 'typeAnnotation' in id ? id.typeAnnotation?.typeAnnotation : undefined;
  // What may also be `undefined` would have to be tested everywhere.
  if (type && type.type !== 'TSTypeReference') return undefined;
  const requirements = requirementsOf(task, [expression, ...listeners], [variable]);
  if (!requirements || !canMove(requirements) || requirements.declarations.length > 0 || requirements.lastNeeded >= index) return undefined;
  const moved = detachAll(task, [statement, ...listeners]);
  const next = code.getTokenAfter(empty, { includeComments: true });
  if (!moved?.[0] || next?.loc.start.line === empty.loc.end.line || code.getCommentsInside(statement).length > 0) return undefined;
  const [assigned, ...others] = moved;
  if (assigned.content[0] !== statement.range[0] || assigned.content[1] !== statement.range[1]) return undefined;
  const removed = withoutReleases(task, moved);
  const behind = others.length > 0 ? style.eol + textOfMoved(task, others, new Map()) : '';
  return removed && [
    { range: [empty.range[0], code.getFirstToken(empty.declarations[0])!.range[0]], text: 'const ' },
    // `= null` gives way.
    { range: [id.range[1], empty.declarations[0].range[1]], text: ` = ${movedText(task.source, expression.range, [])}` },
    ...behind ? [{ range: [empty.range[1], empty.range[1]] as const, text: behind }] : [],
    ...removed,
  ];
}

/** A module constant is added, and the construction becomes its name. */
function replaceExpression(task: EditTask, wrap: Wrap): Edit[] | undefined {
  const { source, shape, style } = task;
  if (shape.declared && shape.declared.listeners.length > 0) return undefined;
  const requirements = requirementsOf(task, [shape.expression], []);
  const moved = requirements && canMove(requirements) ? detachAll(task, requirements.declarations) : undefined;
  if (!requirements || !moved) return undefined;
  const names = new UniqueNames(source);
  const renames = new Map<Variable, string>();
  const name = names.choose(shape.names, [shape.expression]);
  namesForMoved(task, requirements, names, renames);
  const { prelude, edits } = wrap(name, names, renames);
  const construction = movedText(source, shape.expression.range, [...edits, ...renameEdits(renames, () => true)]);
  const lines = [
    ...(moved.length > 0 ? [textOfMoved(task, moved, renames)] : []),
    ...prelude,
    `const ${name} = ${construction}${style.semicolon}`,
  ];
  const insert = insertion(task, requirements.lastNeeded, lines.join(style.eol));
  const replaced: Edit = { range: withoutParentheses(source, shape.expression), text: name };
  const removed = withoutReleases(task, moved);
  return insert && removed && [insert, replaced, ...renamesOutside(renames, moved, [shape.expression]), ...removed];
}

/** The module has a constant that is made in the very same way: the handler uses that one. */
function useExisting(task: EditTask): Edit[] | undefined {
  const { source, shape } = task;
  if (!mayRunEarlier(task) || (shape.declared?.listeners.length ?? 0) > 0) return undefined;
  const requirements = requirementsOf(task, [shape.expression], []);
  const existing = requirements?.declarations.length === 0 && !requirements.isLate ? findSame(task) : undefined;
  if (!existing) return undefined;
  const names = new UniqueNames(source);
  const { declared } = shape;
  const moved = declared && detachAll(task, [declared.statement]);
  const hasComments = moved?.some(({ content, statement }) => content[0] !== statement.range[0] || content[1] !== statement.range[1]
    || source.code.getCommentsInside(statement).length > 0);
  if (declared && moved && !hasComments && !(declared.variable.identifiers[0] as { typeAnnotation?: Node }).typeAnnotation) {
    const uses = declared.variable.references.map((reference) => reference.identifier);
    if (!names.isVisible(existing, uses, [declared.variable])) return undefined;
    const removed = withoutReleases(task, moved, declared.empty ? [declared.empty] : []);
    return removed && [...renamesOutside(new Map([[declared.variable, existing.name]]), moved), ...removed];
  }
  if (source.code.getCommentsInside(shape.expression).length > 0) return undefined;
  if (!names.isVisible(existing, [shape.expression], [])) return undefined;
  const removed = withoutReleases(task, []);
  return removed && [{ range: withoutParentheses(source, shape.expression), text: existing.name }, ...removed];
}

function canMove(requirements: Requirements): boolean {
  return !requirements.isLate && requirements.shared.every(isSafeToShare);
}

function findSame({ source, shape }: EditTask): Variable | undefined {
  const wanted = normalised(source.file.textOf(shape.expression));
  for (const statement of source.code.ast.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || id.typeAnnotation || !init) continue;
      if (normalised(source.file.textOf(init)) === wanted) return source.file.variableOf(id);
    }
  }
  return undefined;
}

function normalised(text: string): string {
  return text.replace(/\s+/g, ' ');
}
