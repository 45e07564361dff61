import { constructorOf, fieldWrites } from '../../resolve/class-members.js';
import { enclosingFunction, isFunction, propertyName, thisClass } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import { constructorInsertion, fieldInsertion, fieldStyleOf, keepsThis, memberName } from './class-place.js';
import { typeOfClient } from '../task/client-type.js';
import { declareWhereAssigned, detachAll, renamesOutside, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { movedText, withoutParentheses } from '../text/moved-text.js';
import { objectValuesOf } from '../task/object-values.js';
import { requirementsOf } from '../task/requirements.js';
import { isSetLate } from '../place/late-environment.js';
import { environmentOf, isGuardedByArguments, isGuardedByConfiguration } from '../task/sharing.js';
import { topLevelIndex } from '../text/source.js';
import { filling } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';

/**
 * `private readonly client = new X(options);` in a class of which one object serves all requests. Set in the constructor when it needs what
 * that was given, and on first use when it needs what comes later still.
 */
export function classField(task: EditTask): Suggestion | undefined {
  const { source, shape, finding, program } = task;
  const around = thisClass(shape.construction);
  if (!around || around.isStatic || !isSimple(task) || !finding.around?.livesOnce(around.node)) return undefined;
  const owner = around.node;
  // The members that a base class brings are not all known.
  if (owner.superClass || !isFunction(enclosingFunction(shape.construction))) return undefined;
  const files = [source.file, ...program.importersOf(source.file).map(({ file }) => file)];
  if (!keepsThis(files, source, owner, shape.expression)) return undefined;
  const requirements = requirementsOf(task, [shape.expression], [], { keepsThis: true });
  const values = requirements && objectValuesOf(source, finding, owner, [shape.expression, ...requirements.declarations]);
  if (!requirements || !values) return undefined;
  const isReady = requirements.declarations.length === 0 && !requirements.isLate && !isGuarded(task)
    && requirements.lastNeeded < topLevelIndex(source, owner);
  if (!isReady || values.from === 'later') {
    const edits = onFirstUse(task, owner);
    return edits && toSuggestion('classFieldLazy', task.client, edits);
  }
  const existing = sameMember(task, owner);
  const edits = existing !== undefined ? useMember(task, owner, `this.${existing}`, false)
    : values.from === 'fields' ? inInitialiser(task, owner, values.after) : inConstructor(task, owner, values.after);
  return edits && toSuggestion('classField', task.client, edits);
}

/** `private static readonly client = new X(options);` in a class whose objects come and go. */
export function staticField(task: EditTask): Suggestion | undefined {
  const { source, shape, style } = task;
  const owner = thisClass(shape.construction)?.node;
  if (!owner || !isSimple(task) || owner.superClass || isGuarded(task)) return undefined;
  // Inside a class its name is a variable of the class's own.
  const variables = owner.type === 'ClassDeclaration' ? source.file.tree.scopes.getDeclaredVariables(owner) : [];
  const [variable] = variables;
  const requirements = variable && requirementsOf(task, [shape.expression], []);
  if (!requirements || requirements.declarations.length > 0 || requirements.isLate) return undefined;
  if (isSetLate(task.program, source.file, environmentOf(source, shape))) return undefined;
  if (topLevelIndex(source, owner) <= requirements.lastNeeded || owner.parent.type === 'BlockStatement') return undefined;
  if (!new UniqueNames(source).isVisible(variable, [shape.expression], variables)) return undefined;
  const { modifiers, prefix } = fieldStyleOf(owner, style, 'constant', true);
  const name = memberName(source, owner, prefix, shape.names);
  const edits = moveInto(task, owner, modifiers, name, owner.id!.name, []);
  return edits && toSuggestion('staticField', task.client, edits);
}

/** Nothing has to happen to the client before it is used. */
function isSimple({ shape, style, source }: EditTask): boolean {
  if (!style.knows('field') || (!style.isTypeScript && !/\.[cm]?jsx?$/.test(source.file.path))) return false;
  return !shape.isAsync && (shape.declared?.listeners.length ?? 0) === 0 && (shape.declared?.connects.length ?? 0) === 0;
}

/** Something decides whether it runs at all, so it must not run earlier. */
function isGuarded({ source, shape }: EditTask): boolean {
  return isGuardedByArguments(source, shape) || isGuardedByConfiguration(source, shape);
}

/** A field that the class gives the very same client. */
function sameMember({ source, shape }: EditTask, owner: ClassNode): string | undefined {
  const wanted = source.file.textOf(shape.expression).replace(/\s+/g, '');
  for (const element of owner.body.body) {
    if (element.type !== 'PropertyDefinition' || element.static) continue;
    const name = propertyName(element);
    const writes = name === undefined ? [] : fieldWrites(source.file, owner, name, false);
    const [value, ...others] = [...element.value ? [element.value] : [], ...writes];
    const isSet = value && others.length === 0 && (value === element.value || isStatementOf(constructorOf(owner), value));
    if (isSet && source.file.textOf(value).replace(/\s+/g, '') === wanted) return name;
  }
  return undefined;
}

function isStatementOf(constructor: ReturnType<typeof constructorOf>, value: Node): boolean {
  return constructor !== undefined && value.parent?.parent?.parent === constructor.value.body;
}

function inInitialiser(task: EditTask, owner: ClassNode, after: readonly Node[]): Edit[] | undefined {
  const { modifiers, prefix } = fieldStyleOf(owner, task.style, 'constant', false);
  return moveInto(task, owner, modifiers, memberName(task.source, owner, prefix, task.shape.names), 'this', after);
}

/** A field without a value, and an assignment where what the client needs is there. */
function inConstructor(task: EditTask, owner: ClassNode, after: readonly Node[]): Edit[] | undefined {
  const { source, shape, style } = task;
  const { modifiers, prefix } = fieldStyleOf(owner, style, 'constant', false);
  const name = memberName(source, owner, prefix, shape.names);
  const type = style.isTypeScript ? typeOfClient(task) : '';
  if (type === undefined) return undefined;
  const declared = declareField(task, owner, prefix, `${modifiers}${name}${type && `: ${type}`}`);
  const assigned = constructorInsertion(source, style, owner, (indent) => (
    `${indent}this.${name} = ${constructionAt(task, indent)}${style.semicolon}`), after);
  const used = useMember(task, owner, `this.${name}`, false);
  return declared && assigned && used && [...declared, assigned, ...used];
}

/** `this.client ??= new X(options)` where the client was constructed. */
function onFirstUse(task: EditTask, owner: ClassNode): Edit[] | undefined {
  const { source, shape, style } = task;
  const { modifiers, prefix } = fieldStyleOf(owner, style, 'variable', false);
  const name = memberName(source, owner, prefix, shape.names);
  const type = style.isTypeScript ? typeOfClient(task) : '';
  if (type === undefined) return undefined;
  const range = withoutParentheses(source, shape.expression);
  const optional = type && (prefix === '#' ? `: ${type} | undefined` : `?: ${type}`);
  const declared = declareField(task, owner, prefix, `${modifiers}${name}${optional}`);
  const used = replaceBy(task, [
    { range: [range[0], shape.expression.range[0]], text: `(${filling(style, `this.${name}`)}` },
    { range: [shape.expression.range[1], range[1]], text: ')' },
  ]);
  return declared && used && [...declared, ...used];
}

/** Plain JavaScript needs no declaration, and gets one where the class declares its fields. */
function declareField(task: EditTask, owner: ClassNode, prefix: string, text: string): Edit[] | undefined {
  const { source, style } = task;
  const isDeclaring = style.isTypeScript || prefix === '#' || owner.body.body.some((element) => element.type === 'PropertyDefinition');
  if (!isDeclaring) return [];
  const insert = fieldInsertion(source, style, owner, `${indentOf(task, owner)}${text}${style.semicolon}`, false);
  return insert && [insert];
}

function constructionAt({ source, shape }: EditTask, indent: string): string {
  return movedText(source, shape.expression.range, [], indent).slice(indent.length);
}

function moveInto(
  task: EditTask, owner: ClassNode, modifiers: string, name: string, holder: string, after: readonly Node[],
): Edit[] | undefined {
  const { source, style } = task;
  const indent = indentOf(task, owner);
  const comments = canDissolve(task, owner) ? leadingComments(task, indent) : '';
  const text = `${comments}${indent}${modifiers}${name} = ${constructionAt(task, indent)}${style.semicolon}`;
  const insert = fieldInsertion(source, style, owner, text, holder !== 'this', after);
  const used = useMember(task, owner, `${holder}.${name}`, true);
  return insert && used && [insert, ...used];
}

/** The comments above the local declaration, which go with it. */
function leadingComments(task: EditTask, indent: string): string {
  const { source, shape, style } = task;
  const [moved] = detachAll(task, [shape.declared!.statement]) ?? [];
  if (!moved || moved.content[0] === moved.statement.range[0]) return '';
  const text = movedText(source, [moved.content[0], moved.statement.range[0]], [], indent).trimEnd();
  return `${text}${style.eol}`;
}

/** The local variable goes and its uses name the member; or it stays, and is given the member. Releases go. */
function useMember(task: EditTask, owner: ClassNode, member: string, movesComments: boolean): Edit[] | undefined {
  const { source, shape: { expression, declared } } = task;
  const moved = declared && canDissolve(task, owner, movesComments) ? detachAll(task, [declared.statement]) : undefined;
  if (!declared || !moved) return replaceBy(task, [{ range: withoutParentheses(source, expression), text: member }]);
  const removed = withoutReleases(task, moved, declared.empty ? [declared.empty] : []);
  if (!removed) return undefined;
  const isKept = ({ range }: Edit): boolean => !removed.some((edit) => edit.range[0] <= range[0] && range[1] <= edit.range[1]);
  return [...renamesOutside(new Map([[declared.variable, member]]), moved).filter(isKept), ...removed];
}

/** The local variable stays. */
function replaceBy(task: EditTask, replaced: readonly Edit[]): Edit[] | undefined {
  const { dropped, edits } = declareWhereAssigned(task);
  const removed = withoutReleases(task, [], dropped);
  return removed && [...replaced, ...edits, ...removed];
}

function canDissolve(task: EditTask, owner: ClassNode, movesComments = true): boolean {
  const { source, shape: { declared, expression } } = task;
  const identifier = declared?.variable.identifiers[0];
  if (!declared || !identifier || ('typeAnnotation' in identifier && identifier.typeAnnotation)) return false;
  const [moved] = detachAll(task, [declared.statement]) ?? [];
  if (!moved || moved.content[1] !== moved.statement.range[1]) return false;
  if (!movesComments && moved.content[0] !== moved.statement.range[0]) return false;
  // Comments inside of the declaration, but outside of what moves.
  const inside = source.code.getCommentsInside(declared.statement).length;
  if (inside !== source.code.getCommentsInside(expression).length) return false;
  return declared.variable.references.every(({ identifier: use }) => {
    const around = thisClass(use);
    return around?.node === owner && use.parent?.type !== 'TSTypeQuery';
  });
}

function indentOf({ source, style }: EditTask, owner: ClassNode): string {
  const { code } = source;
  const first = code.getTokenAfter(code.getFirstToken(owner.body)!);
  const indentAt = (line: number): string => /^[ \t]*/.exec(code.lines[line - 1]!)![0];
  return first && owner.body.body.length > 0 && first.loc.start.line > owner.body.loc.start.line
    ? indentAt(first.loc.start.line) : indentAt(owner.loc.start.line) + style.indent;
}
