import type { TSESTree } from '@typescript-eslint/utils';
import { matchesPackage } from '../catalog/match.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { placingMethods, pluginPlaces } from '../catalog/placed-values.js';
import { MAX_NAME_MATCHES } from '../limits/limits.js';
import { once } from '../project/once.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { isExportsObject } from '../resolve/file-model.js';
import { member, toPath } from '../resolve/path.js';
import { valueForEither } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import { isEmptying } from '../resolve/values.js';
import { namedPlace } from '../sites/named-place.js';
import { isConditionMet } from '../sites/sites.js';
import type { Given } from '../sites/sites.js';
import { enclosingFunction, isFunction, literalText, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { mayPut } from '../syntax/may-assign.js';
import { rootOfChain, rootOfMembers } from '../syntax/roots.js';
import { givenValue } from './given-value.js';
import type { Reach } from './reach.js';

/*
 * What does a framework's object have under a name? What the project has put there at the start: `server.decorate('db', pool)`,
 * `app.locals.db = pool`, `app.set('db', pool)`, `req.db = pool`, or a plugin that it has registered.
 * Input: a method of what stands under a name, of something that a framework gives or makes. Output: the export of a package that all put
 * there who put anything there. Invariant: whatever is put under that name anywhere in the project counts, onto whichever object, so that
 * two that differ make it unknown; and what is made anew for each request is nobody's. Blind spot: names that are computed.
 */

interface PlacedEngine {
  readonly program: Program;
  readonly index: CatalogIndex;
  readonly reach: Reach;
}

type PackageValue = Extract<Value, { kind: 'package' }>;

/** What is put under a name. */
interface Put {
  readonly file: FileModel;
  readonly value: Node;
  /** Nothing but the start of the program can do it. */
  readonly isAtStart: boolean;
}

/** What a method is of which something may be borrowed: by what its function tells, its callers give, or others put where it is read. */
export function borrowedFrom(engine: PlacedEngine): Given {
  return (value, file, method) => {
    const isOfServer = value.kind === 'package' && engine.index.frameworksOf(value.specifier).length > 0
      && engine.index.checkoutsOf(value.specifier).length === 0;
    const placed = once(() => placedMethod(engine, file, method));
    return (isOfServer ? placed() : undefined) ?? givenValue(engine, value) ?? placed();
  };
}

/** What `method` is of, as `createPool().getConnection` of a package. */
function placedMethod(engine: PlacedEngine, file: FileModel, method: Node): PackageValue | undefined {
  const access = unwrap(method);
  const called = access.type === 'MemberExpression' ? propertyName(access) : undefined;
  const place = access.type === 'MemberExpression' && called !== undefined ? namedPlace(file, access.object) : undefined;
  if (!place || !mayBeOfFramework(engine, file, place.holder)) return undefined;
  const placed = commonOf(valuesUnder(engine, place.name));
  if (!placed || !isOfFramework(engine, file, place.holder)) return undefined;
  return { ...placed, path: [...placed.path, member(called!)] };
}

/** Of what stands in several places, nothing further is asked once two of them differ. */
function commonOf(values: Iterable<PackageValue | undefined>): PackageValue | undefined {
  let common: PackageValue | undefined;
  for (const value of values) {
    const either = value && (common ? valueForEither(common, value) : value);
    if (either?.kind !== 'package') return undefined;
    common = either;
  }
  return common;
}

/** One after the other, because each file that may put something there has to be parsed, and most names are common ones. */
function* valuesUnder(engine: PlacedEngine, name: string): Generator<PackageValue | undefined> {
  for (const put of putsUnder(engine, name)) yield valueOf(engine, put);
  yield* pluginsUnder(engine, name);
}

function* putsUnder({ program }: PlacedEngine, name: string): Generator<Put> {
  for (const file of program.fewFilesWith([name], MAX_NAME_MATCHES, mayPut(name)) ?? []) {
    for (const { callee, arguments: [key, value, more] } of file.calls) {
      const way = callee.type === 'MemberExpression' ? placingMethods.get(propertyName(callee) ?? '') : undefined;
      if (way && value && !more && literalText(key) === name) yield { file, value, ...way };
    }
    for (const access of file.members.get(name) ?? []) {
      const { parent } = access;
      if (parent.type !== 'AssignmentExpression' || parent.left !== access || isOfItself(file, access.object)) continue;
      if (!isEmptying(parent.right)) yield { file, value: parent.right, isAtStart: false };
    }
  }
}

/** Of an object that the project has made: of a class, or of a module. */
function isOfItself(file: FileModel, holder: Node): boolean {
  const root = rootOfMembers(holder);
  return isExportsObject(holder, file) || (root.type === 'ThisExpression' && thisClass(root) !== undefined);
}

/** What is put there, unless each request may put another one. */
function valueOf(engine: PlacedEngine, { file, value, isAtStart }: Put): PackageValue | undefined {
  const meant = givenValue(engine, engine.program.evaluator.evaluate(file, value));
  return meant && (isAtStart || isThereBefore(engine, file, value)) ? meant : undefined;
}

function isThereBefore({ reach }: PlacedEngine, file: FileModel, value: Node): boolean {
  const root = rootOfMembers(value);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const declared = variable?.identifiers[0];
  return reach.runsOnceAt(file, value) || (declared !== undefined && reach.runsOnceAt(file, declared));
}

function pluginsUnder({ program }: PlacedEngine, name: string): PackageValue[] {
  const { evaluator } = program;
  return pluginPlaces.filter(({ under }) => under === name).flatMap(({ plugin, gives, when = [] }) => (
    [...program.fewFilesWith([plugin], MAX_NAME_MATCHES) ?? []].flatMap((file) => file.calls.flatMap((call) => {
      const [given] = call.arguments;
      const meant = given && file.tree.text.includes(plugin) ? evaluator.evaluate(file, given) : undefined;
      const isPlugin = meant?.kind === 'package' && matchesPackage(plugin, meant.specifier)
        && !(call.callee.type === 'Identifier' && file.isLoader(call.callee));
      if (!isPlugin || !when.every((condition) => isConditionMet(evaluator, file, call, condition, false))) return [];
      return [{ kind: 'package', specifier: gives.package, path: toPath(gives.export) } as const];
    }))));
}

/** The same as far as its own expression tells. Asked before other files are parsed: `this.socket` of a class is of no framework. */
function mayBeOfFramework({ program, index }: PlacedEngine, file: FileModel, holder: Node): boolean {
  const root = rootOfChain(holder);
  const value = program.evaluator.evaluate(file, root);
  if (value.kind === 'package') return index.frameworksOf(value.specifier).length > 0;
  if (root.type === 'ThisExpression') return !thisClass(root);
  return value.kind === 'local' || (root.type === 'Identifier' && file.variableOf(root)?.defs[0]?.type === 'Parameter');
}

/** Whether it is made by a framework, or is what one gives to the functions that it runs. */
function isOfFramework(engine: PlacedEngine, file: FileModel, holder: Node): boolean {
  const { program, index, reach } = engine;
  const root = rootOfChain(holder);
  const value = givenValue(engine, program.evaluator.evaluate(file, root));
  if (value) return index.frameworksOf(value.specifier).length > 0;
  const definition = root.type === 'Identifier' ? file.variableOf(root)?.defs[0] : undefined;
  const owner = root.type === 'ThisExpression' && !thisClass(root) ? functionOfThis(root)
    : definition?.type === 'Parameter' ? definition.node : undefined;
  if (!isFunction(owner)) return false;
  const { entries, isOnce } = reach.callersOf(file, owner);
  return entries.length > 0 || isOnce;
}

/** The function whose `this` it is. */
function functionOfThis(node: TSESTree.ThisExpression): Node | undefined {
  let owner = enclosingFunction(node);
  while (owner?.type === 'ArrowFunctionExpression') owner = enclosingFunction(owner);
  return owner;
}
