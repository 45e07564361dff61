import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { isElement, member } from '../resolve/path.js';
import { isMethodOfFunction } from '../syntax/bound-function.js';
import { assignedMethod, isClass, isFunction, literalText, propertyName, thisClass, thisObject, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { MAX_NAME_MATCHES, MAX_SPOTS_NEAR } from '../limits/limits.js';
import { importersOfName } from '../project/importer.js';
import type { Program } from '../project/program.js';
import type { Flow } from './flow.js';
import { GETTER } from './spots.js';
import type { FlowStep, HeldBy, Landing, Spot } from './spots.js';

/*
 * All places that name a member of one object, where the object is followed wherever it goes: what other code calls by the same name is of
 * another object then. Input: the spot of the object. Output: the places, or `undefined` if the object goes where nobody follows it.
 * Invariant: more places than there are, and never fewer. Blind spot: members of the class that a package calls by names of its own.
 */

interface Access {
  readonly file: FileModel;
  readonly node: Node;
}

export function followedAccesses(program: Program, flow: Flow, { file, node, path }: Spot, name: string): Access[] | undefined {
  const accesses = new Map<Node, Access>();
  const seen = new Map<Node, Set<string>>();
  const queue: Spot[] = [];
  const enter = (spot: Spot): void => {
    const key = `${spot.path.join('\u0000')} ${spot.context?.call.range.join() ?? ''} ${spot.context?.file.path ?? ''}`;
    const keys = seen.get(spot.node) ?? new Set<string>();
    if (keys.has(key)) return;
    seen.set(spot.node, keys.add(key));
    queue.push(spot);
  };
  const isFollowed = (step: FlowStep, from: Node): boolean => {
    step.onward.forEach(enter);
    if (step.holders?.some((holder) => !isOfProject(program, holder))) return false;
    return step.landings.every((landing) => {
      if (landing.kind === 'called') accesses.set(landing.node, { file: landing.file, node: landing.node });
      if (landing.kind !== 'argument') return !escapes(program, landing, from);
      const inside = landing.inside?.();
      return inside ? isFollowed(inside, from) : isReceiver(program, landing);
    });
  };
  // As a getter is found: whatever reads or writes it lands.
  enter({ file, node, path: [...path, member(name), GETTER] });
  for (const spot of queue) {
    if (queue.length > MAX_SPOTS_NEAR || !isFollowed(flow.next(spot), spot.node)) return undefined;
  }
  return [...accesses.values()];
}

function escapes(program: Program, landing: Exclude<Landing, { kind: 'argument' }>, from: Node): boolean {
  switch (landing.kind) {
    case 'stored':
    case 'kept':
    case 'lost':
    case 'field':
      return true;
    case 'exported':
      // Where no module of the project takes it, it is exported for somebody else. Of a class that nobody takes nobody makes an instance.
      return !program.seesOthers || (!isClass(from) && !isTaken(program, landing.file, landing.name));
    case 'holderCalled':
      // `stores.map(end)`: a function that stands elsewhere gets each of a list.
      return isElement(landing.path[0]) && landing.call.arguments.some((given) => !isFunction(given) && literalText(given) === undefined);
    case 'called':
    case 'member':
    case 'taken':
    case 'holderRead':
    case 'returned':
      return false;
  }
}

/** Whether a file of the project imports that. Of what CommonJS exports at once, each import takes all, whatever it names. */
function isTaken(program: Program, file: FileModel, name: string): boolean {
  const importers = file.isCommonJs ? importersOfName(program.importersOf(file), file, name) : program.importersOf(file, name);
  return importers.length > 0;
}

/** Whether no package has the object as well: `app.locals.cache = cache`. */
function isOfProject(program: Program, { file, object }: HeldBy): boolean {
  if (object.type === 'ThisExpression' && thisClass(object)) return true;
  const { kind } = program.evaluator.evaluate(file, object);
  return kind === 'local' || kind === 'global';
}

/** `cache.get.bind(cache)`: it is `this` of a method, which is looked at with the class. */
function isReceiver(program: Program, { file, call, index, path }: Extract<Landing, { kind: 'argument' }>): boolean {
  if (index !== 0 || !isMethodOfFunction(call) || path.length !== 2 || call.callee.type !== 'MemberExpression') return false;
  const value = program.evaluator.evaluate(file, call.callee.object);
  return value.kind === 'local' && value.path.length === 0 && value.node.parent?.type === 'MethodDefinition';
}

/**
 * A function that says `this.client` and is no method of a known class: it may be put onto any object, or onto any class, later
 * (`Store.prototype.close = …`, `Object.assign(store, { close() { … } })`, `(Base) => class extends Base { … }`).
 * Output: whether the project has one that may come to the object that has the member.
 * Blind spot: such a function that hands `this` on to one that names the member.
 * `holder`: the class or object that has the member.
 */
export function hasUnclearReceiver(program: Program, name: string, holder: Node): boolean {
  const files = program.fewFilesWith([name], MAX_NAME_MATCHES);
  if (!files) return true;
  for (const file of files) {
    if (file.thisExpressions.some((self) => isNaming(self, name) && isUnclear(program, file, self, name, holder))) return true;
  }
  return false;
}

/** `this.client`, `const { client } = this`, `const self = this`. */
function isNaming(self: TSESTree.ThisExpression, name: string): boolean {
  const { parent } = self;
  if (parent.type === 'MemberExpression') return propertyName(parent) === name;
  if (parent.type !== 'VariableDeclarator') return false;
  return parent.id.type !== 'ObjectPattern'
    || parent.id.properties.some((property) => property.type === 'RestElement' || propertyName(property) === name);
}

function isUnclear(program: Program, file: FileModel, self: TSESTree.ThisExpression, name: string, holder: Node): boolean {
  const owner = thisClass(self);
  if (owner) return hasUnseenBase(program, file, owner.node);
  const literal = thisObject(self);
  if (literal) return literal !== holder && !hasOwn(file, literal, name);
  const method = assignedMethod(self);
  if (method) return !isOfOthers(program, file, method.left.object);
  // A function that is called with `new` fills what it makes.
  return !isWritten(self) && isInFunction(self);
}

/** A class that is made of another one, which its parameter or a call gives. */
export function hasUnseenBase(program: Program, file: FileModel, { superClass }: { readonly superClass: Node | null }): boolean {
  if (!superClass) return false;
  const base = program.evaluator.evaluate(file, superClass);
  if (base.kind === 'local') return !isClass(base.node) || base.path.length > 0;
  return base.kind !== 'package' && base.kind !== 'global';
}

/** Whether an object literal has the member itself, as it is written or as its own methods fill it. */
function hasOwn(file: FileModel, literal: TSESTree.ObjectExpression, name: string): boolean {
  return literal.properties.some((property) => property.type === 'Property' && propertyName(property) === name)
    || file.thisExpressions.some((self) => isNaming(self, name) && isWritten(self) && thisObject(self) === literal);
}

/** `Store.prototype`, `schema.methods`: of a function that is no class, or of what a package made. */
function isOfOthers(program: Program, file: FileModel, target: Node): boolean {
  let object = unwrap(target);
  while (object.type === 'MemberExpression') object = unwrap(object.object);
  const value = program.evaluator.evaluate(file, object);
  return value.kind === 'package' || (value.kind === 'local' && value.path.length === 0 && isFunction(value.node));
}

function isWritten({ parent }: TSESTree.ThisExpression): boolean {
  return parent.type === 'MemberExpression' && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent;
}

function isInFunction(self: Node): boolean {
  for (let current = self.parent; current; current = current.parent) {
    if (current.type === 'FunctionDeclaration' || current.type === 'FunctionExpression') return true;
  }
  return false;
}
