import type { TSESTree } from '@typescript-eslint/utils';
import { matchesExportPath, matchesPackage } from '../catalog/match.js';
import type { Catalogued, CatalogIndex } from '../catalog/merge.js';
import type { ArgumentCondition, CheckoutModel, ClientModel, ClueModel, Holding, OwningClientModel } from '../catalog/types.js';
import type { Evaluator } from '../resolve/evaluate.js';
import { isOpaque } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import { toSegments } from '../resolve/path.js';
import { calledName, isClass, isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { isWrittenHere, mayBeCatalogued } from '../project/file-evaluator.js';
import { specifiersIn } from '../project/files/index-entry.js';
import type { Program } from '../project/program.js';
import { isText } from './is-text.js';
import { lendingMethods } from './lending-methods.js';
import { isNamedSession } from './named-session.js';
import { withoutOwnSteps } from './own-steps.js';
import { mayBorrowFromGiven } from './pool-calls.js';
import { wantedPackages } from './wanted-packages.js';

/*
 * Where does a file construct a client that owns a connection? Every call and `new` whose callee resolves to a catalogued export, or to a
 * project class that inherits from one, with what its options make of it.
 * Invariant: an option counts only when the source shows its value. Blind spot: constructors chosen at run time.
 */

/** An export of a package, as the catalog names it. */
export interface ExportName {
  readonly specifier: string;
  readonly segments: readonly string[];
}

export interface Site {
  readonly file: FileModel;
  readonly node: CallNode;
  readonly model: OwningClientModel;
  readonly family: string;
  readonly name: ExportName;
  readonly holds: Exclude<Holding, 'nothing'>;
  /** Methods by which it lends something that goes on using it: `connect` of a pool. */
  readonly lends: () => readonly string[];
}

/** What resolution and the catalog say of one call: for the explanation as well as for the verdict. */
export type SiteAnswer =
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'nothing'; readonly model: ClientModel; readonly name: ExportName; readonly reason: string }
  | { readonly kind: 'uncatalogued' };

/** The sites of a file, in source order. */
export function findSites(program: Program, index: CatalogIndex, file: FileModel): Site[] {
  const mayMake = whatMayBeMade(program, index, file);
  return file.calls.flatMap((call) => {
    if (!mayMake(call)) return [];
    const answer = siteAt(program, index, file, call);
    return answer.kind === 'site' ? [answer.site] : [];
  });
}

/** Whether a call or `new` of a file may make a client at all, going by the packages that its imports lead to. */
function whatMayBeMade(program: Program, index: CatalogIndex, file: FileModel): (call: CallNode) => boolean {
  const { text } = file.tree;
  // Such a name need not stand in an import.
  if (index.mentionsCatalogued(text)) return () => true;
  const specifiers = specifiersIn(text);
  const { toConstruct, toCall } = wantedPackages(index);
  const [byNew, byCall] = [toConstruct, toCall].map((isWanted) => program.mayLeadToCatalogued(file, specifiers, isWanted));
  return ({ type }) => (type === 'NewExpression' ? byNew! : byCall!);
}

export function siteAt(program: Program, index: CatalogIndex, file: FileModel, node: CallNode): SiteAnswer {
  const { toConstruct, toCall } = wantedPackages(index);
  const mayBe = mayBeCatalogued(program, file, node.callee, node.type === 'NewExpression' ? toConstruct : toCall)
    && !isWrittenHere(program, file, node.callee);
  const name = mayBe ? constructedExport(program.evaluator, file, node) : undefined;
  const found = name && index.findClient(name.specifier, name.segments, node.type === 'NewExpression' ? 'new' : 'call',
    (packageName) => program.versionOf(file, packageName));
  if (name && found) return withOptions(program, index, file, node, found, name);
  const clue = clueOf(program, index, file, node);
  return clue ? siteOfClue(program, index, file, node, clue) : { kind: 'uncatalogued' };
}

function siteOfClue(program: Program, index: CatalogIndex, file: FileModel, node: CallNode, clue: ExportName): SiteAnswer {
  const found = index.findClient(clue.specifier, clue.segments, 'new', (packageName) => program.versionOf(file, packageName));
  return found ? withOptions(program, index, file, node, found, clue) : { kind: 'uncatalogued' };
}

const clueLists = new WeakMap<CatalogIndex, readonly ClueModel[]>();

function cluesOf(index: CatalogIndex): readonly ClueModel[] {
  let clues = clueLists.get(index);
  if (!clues) clueLists.set(index, clues = index.families.flatMap((family) => family.clues ?? []));
  return clues;
}

/** A generated stub whose origin nobody can trace is told by its arguments. A class that the project wrote is not such a one. */
function clueOf(program: Program, index: CatalogIndex, file: FileModel, node: CallNode): ExportName | undefined {
  if (node.type !== 'NewExpression') return undefined;
  const clue = clueAmong(program, index, file, node.arguments);
  const callee = clue && program.evaluator.evaluate(file, node.callee);
  const isTraced = callee?.kind === 'global' || (callee?.kind === 'local' && (isClass(callee.node) || isFunction(callee.node)));
  return isTraced ? undefined : clue;
}

function clueAmong(program: Program, index: CatalogIndex, file: FileModel, expressions: readonly Node[]): ExportName | undefined {
  const clues = cluesOf(index);
  if (clues.length === 0) return undefined;
  const { evaluator } = program;
  for (const argument of expressions.filter((each) => mayBeCatalogued(program, file, each, wantedPackages(index).toConstruct))) {
    const value = evaluator.evaluate(file, argument);
    if (value.kind !== 'package') continue;
    const segments = toSegments(value.path);
    const clue = clues.find(({ argument: { package: packages, export: exports } }) =>
      [packages].flat().some((pattern) => matchesPackage(pattern, value.specifier))
      && [exports].flat().some((pattern) => matchesExportPath(pattern, segments)));
    if (clue) return { specifier: value.specifier, segments: clue.client.split('.') };
  }
  return undefined;
}

/** The pool checkout that a call makes, if it is one. A call that is given a callback lends instead, unless the catalog says otherwise. */
export function checkoutAt(
  program: Program, index: CatalogIndex, file: FileModel, node: CallNode, given: Given,
): Catalogued<CheckoutModel> | undefined {
  const { toBorrow, toBorrowBy } = wantedPackages(index);
  const mayBeGiven = (): boolean => mayBorrowFromGiven(file, index, node.callee)
    && program.mayUse(toBorrowBy(calledName(node)!, node.arguments.some((argument) => isFunction(unwrap(argument)))));
  if (!mayBeCatalogued(program, file, node.callee, toBorrow) && !mayBeGiven()) return undefined;
  const name = constructedExport(program.evaluator, file, node, given);
  const kind = node.type === 'NewExpression' ? 'new' : 'call';
  const found = name && (index.findCheckout(name.specifier, name.segments, kind)
    ?? index.findCheckout(name.specifier, withoutOwnSteps(index, name.specifier, name.segments), kind));
  if (!found) return undefined;
  const { when, callback } = found.model;
  if (when && !when.some((condition) => isConditionMet(program.evaluator, file, node, condition, false))) return undefined;
  if (callback === 'never') return found;
  const last = node.arguments.at(-1);
  if (callback && last && mayBeFunction(program.evaluator, file, last)) return found;
  return node.arguments.some((argument) => mayBeFunction(program.evaluator, file, argument)) ? undefined : found;
}

/** Whether an argument is a function, or nobody can tell: then it may be the one that the call lends to. */
export function mayBeFunction(evaluator: Evaluator, file: FileModel, argument: Node): boolean {
  const node = unwrap(argument);
  if (node.type === 'Identifier' && node.name === 'undefined') return false;
  const value = evaluator.evaluate(file, node);
  if (value.kind === 'local' && value.path.length === 0 && !isOpaque(value)) return isFunction(value.node);
  return !/Literal|Expression$/.test(node.type) || ['MemberExpression', 'CallExpression'].includes(node.type);
}

/**
 * What a method is, by what others of the project give: callers of a function that gets the object, or who puts it where it is read.
 * `value` is what the method's own function tells of it.
 */
export type Given = (value: Value, file: FileModel, method: Node) => Extract<Value, { kind: 'package' }> | undefined;

/** The export that a call or `new` runs; for a project class the package's class that it inherits from. */
export function constructedExport(evaluator: Evaluator, file: FileModel, node: CallNode, given?: Given): ExportName | undefined {
  let value: Value = evaluator.evaluate(file, node.callee);
  for (let depth = 0; depth < 10 && value.kind === 'local' && isClass(value.node) && value.path.length === 0; depth++) {
    if (node.type !== 'NewExpression' || !value.node.superClass) return undefined;
    value = evaluator.evaluate(value.file, value.node.superClass);
  }
  const made = given ? given(value, file, node.callee) : value.kind === 'package' ? value : undefined;
  return made && { specifier: made.specifier, segments: toSegments(made.path) };
}

function withOptions(
  program: Program, index: CatalogIndex, file: FileModel, node: CallNode, found: Catalogued<ClientModel>, name: ExportName,
): SiteAnswer {
  const { model, family } = found;
  // Edits ask for it, and most sites get none.
  const lends = (): readonly string[] => lendingMethods(index, name.specifier, name.segments);
  for (const effect of model.options ?? []) {
    if (!isConditionMet(program.evaluator, file, node, effect.when, effect.holds === 'nothing')) continue;
    if (effect.holds === 'nothing') return { kind: 'nothing', model, name, reason: effect.reason };
    const owning: OwningClientModel = model.holds === 'nothing'
      ? { connects: 'firstUse', cost: 'leak', ...model, release: model.release ?? [], holds: effect.holds } : model;
    const { unshareable, collected } = effect;
    const kept: OwningClientModel = { ...owning, ...(unshareable && { unshareable }), ...(collected !== undefined && { collected }) };
    return { kind: 'site', site: { file, node, model: kept, family, name, holds: effect.holds, lends } };
  }
  if (model.holds === 'nothing') return { kind: 'nothing', model, name, reason: model.reason };
  const { session, ...shared } = model;
  // A session that the program has written down is the same one for all requests.
  const isShared = session !== undefined && model.sessionIn !== undefined && isNamedSession(file, node.arguments[model.sessionIn]);
  return { kind: 'site', site: { file, node, model: isShared ? shared : model, family, name, holds: model.holds, lends } };
}

/** `isEnough`: a value that is shown is enough, though what is merged with it may have another one (`{ pool: false, ...options }`). */
export function isConditionMet(evaluator: Evaluator, file: FileModel, node: CallNode, when: ArgumentCondition, isEnough: boolean): boolean {
  const candidates = when.argument === undefined ? node.arguments : [node.arguments[when.argument]];
  if (when.is === 'absent') {
    // Absence is only known of arguments that are written out.
    return candidates.every((argument) => {
      if (!argument) return true;
      if (when.option === undefined) return false;
      const object = objectOf(evaluator, file, argument);
      return object !== undefined && optionOf(evaluator, [object], when.option, false) === 'absent';
    });
  }
  return candidates.some((argument) => {
    if (!argument) return false;
    const found = when.option === undefined ? { file, node: argument as Node } : lookUp(evaluator, file, argument, when.option, isEnough);
    return found !== undefined && isValue(evaluator, found.file, found.node, when.is);
  });
}

/** The value of an option of an argument, where the source shows whether it has one. */
export function shownOption(
  evaluator: Evaluator, file: FileModel, argument: Node | undefined, option: string,
): Placed | 'absent' | 'unknown' {
  return argument ? optionOf(evaluator, mergedObjects(evaluator, file, argument), option, false) : 'absent';
}

export interface Placed<Kind extends Node = Node> {
  readonly file: FileModel;
  readonly node: Kind;
}

function lookUp(evaluator: Evaluator, file: FileModel, argument: Node, option: string, isEnough: boolean): Placed | undefined {
  const found = optionOf(evaluator, mergedObjects(evaluator, file, argument), option, isEnough);
  return found === 'absent' || found === 'unknown' ? undefined : found;
}

/** What an expression gives, or `Object.assign(…)` puts together, in order; `undefined` for what is not seen. */
function mergedObjects(
  evaluator: Evaluator, file: FileModel, expression: Node,
): readonly (Placed<TSESTree.ObjectExpression> | undefined)[] {
  const call = unwrap(expression);
  if (call.type !== 'CallExpression') return [objectOf(evaluator, file, expression)];
  const callee = unwrap(call.callee);
  const isMerge = callee.type === 'MemberExpression' && propertyName(callee) === 'assign'
    && callee.object.type === 'Identifier' && callee.object.name === 'Object';
  return isMerge ? call.arguments.flatMap((argument) => mergedObjects(evaluator, file, argument)) : [objectOf(evaluator, file, expression)];
}

/** The object literal that an expression gives. */
export function objectOf(evaluator: Evaluator, file: FileModel, expression: Node): Placed<TSESTree.ObjectExpression> | undefined {
  const value = evaluator.evaluate(file, expression);
  if (value.kind !== 'local' || value.path.length > 0 || value.node.type !== 'ObjectExpression') {
    return undefined;
  }
  return { file: value.file, node: value.node };
}

function optionOf(
  evaluator: Evaluator, objects: readonly (Placed<TSESTree.ObjectExpression> | undefined)[], option: string, isEnough: boolean,
): Placed | 'absent' | 'unknown' {
  const [first, ...rest] = option.split('.');
  const found = objects.flatMap((object): (Placed | 'absent' | 'unknown')[] => object?.node.properties.map((property) => {
    if (property.type === 'SpreadElement') {
      return optionOf(evaluator, mergedObjects(evaluator, object.file, property.argument), first!, isEnough);
    }
    return propertyName(property) === first ? { file: object.file, node: property.value } : 'absent';
  }) ?? ['unknown']);
  const held = found.reduce((before, after) => (
    after === 'absent' || (after === 'unknown' && isEnough && before !== 'absent') ? before : after), 'absent');
  if (rest.length === 0 || held === 'absent' || held === 'unknown') return held;
  return optionOf(evaluator, [objectOf(evaluator, held.file, held.node)], rest.join('.'), isEnough);
}

function isValue(evaluator: Evaluator, file: FileModel, expression: Node, wanted: ArgumentCondition['is']): boolean {
  if (wanted === 'present') return !isFalsy(unwrap(expression));
  const value = evaluator.evaluate(file, expression);
  const node = value.kind === 'local' && value.path.length === 0 ? value.node : unwrap(expression);
  if (wanted === 'object') return node.type === 'ObjectExpression';
  if (wanted === 'string') return isText(evaluator, file, expression);
  if (wanted === 'absent') return false;
  const literal = node.type === 'Literal' ? node.value : literalText(node);
  return wanted.some((candidate) => candidate === literal);
}

function isFalsy(node: Node): boolean {
  return (node.type === 'Literal' && !node.value) || (node.type === 'Identifier' && node.name === 'undefined');
}
