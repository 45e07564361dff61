import { fillingMethods } from '../catalog/conventions/collections.js';
import { keepingNames } from '../catalog/conventions/methods.js';
import { isNamed } from '../control/callbacks.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { readsOf } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isAwaited, isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { rootOfMembers } from '../syntax/roots.js';

/*
 * Does a function give a part of a client away, which goes on using it? `return (await gateway.getNetwork('a')).getContract('b')`
 * Input: a place that names the client, the methods that give parts, and to where it has the client. Output: whether a part of it is
 * returned, put where others find it, or given to something that goes on when nobody waits for it, and what is returned of its answers
 * before they are there.
 * Invariant: whether a part comes at once or is waited for makes no difference. Blind spot: what functions of other files do with parts
 * that they are given, but for methods whose names say that they keep them.
 */

export interface GivenAway {
  readonly isPart: boolean;
  /** Expressions that are returned. */
  readonly answers: readonly Node[];
}

/** What gives parts: methods, and others that lend one unless they are given the function that it is lent to. */
interface Giving {
  readonly parts?: readonly string[] | undefined;
  readonly lends?: readonly string[] | undefined;
}

/** The function that has the client, and the statements in it behind which it has it no more. */
interface Reach {
  readonly boundary: FunctionNode;
  readonly around: Node;
}

export function partsGivenAway(file: FileModel, client: Node, { parts = [], lends = [] }: Giving, reach: Reach): GivenAway {
  const search = new PartSearch(file, parts, lends, reach);
  return { isPart: parts.length + lends.length > 0 && search.leaves(client, false), answers: search.answers };
}

class PartSearch {
  readonly answers: Node[] = [];
  readonly #file: FileModel;
  readonly #parts: readonly string[];
  readonly #lends: readonly string[];
  readonly #boundary: FunctionNode;
  readonly #around: Node;
  readonly #seen = new Set<Variable>();

  constructor(file: FileModel, parts: readonly string[], lends: readonly string[], { boundary, around }: Reach) {
    this.#file = file;
    this.#parts = parts;
    this.#lends = lends;
    this.#boundary = boundary;
    this.#around = around;
  }

  /** `isPart`: the value is a part, or a promise or a function that gives one. Otherwise it is the client. */
  leaves(start: Node, isPart: boolean): boolean {
    let node = start;
    for (;;) {
      const parent = node.parent!;
      switch (parent.type) {
        case 'MemberExpression':
          if (parent.object !== node || outermost(parent).parent?.type !== 'CallExpression') return false;
          break;
        case 'CallExpression':
        case 'NewExpression':
          if (isPart && (this.#keeps(parent, node) || this.#goesOn(parent, node))) return true;
          if (!this.#givesPart(parent, node, isPart)) {
            if (isPart) this.#noteAnswer(parent);
            return false;
          }
          isPart = true;
          break;
        case 'VariableDeclarator':
          return isPart && this.#file.tree.scopes.getDeclaredVariables(parent).some((variable) => this.#holderLeaves(variable));
        case 'AssignmentExpression':
          return isPart && parent.right === node && this.#assignedLeaves(parent.left);
        case 'ReturnStatement': {
          const fn = enclosingFunction(parent);
          if (fn === this.#boundary || !isFunction(fn)) return isPart;
          node = fn;
          continue;
        }
        case 'ArrowFunctionExpression':
          if (parent === this.#boundary) return isPart;
          break;
        default:
          if (!isPart && !/^(?:AwaitExpression|ChainExpression|TS\w*Expression)$/.test(parent.type)) return false;
          if (!PASSING.test(parent.type)) return false;
      }
      node = parent;
    }
  }

  /** Of what a call is given, only a new object is known to go on with it, and what a function in it gives is part of what it gives. */
  #givesPart(call: CallNode, node: Node, isPart: boolean): boolean {
    const callee = unwrap(call.callee);
    if (!isInside(node, call.callee)) return isPart && (call.type === 'NewExpression' || isFunction(node));
    if (callee.type !== 'MemberExpression') return isPart;
    const name = propertyName(callee) ?? '';
    return this.#parts.includes(name) || (this.#lends.includes(name) && !call.arguments.some(isFunction));
  }

  /** `callback(contract);`, `void work(contract);`: nobody waits for the function, which may go on with it. */
  #goesOn(call: CallNode, node: Node): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'Identifier' || isInside(node, callee) || isAwaited(call)) return false;
    const { parent } = outermost(call);
    const isLeft = parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
    const definition = isLeft ? this.#file.variableOf(callee)?.defs[0] : undefined;
    const value = definition?.node.type === 'VariableDeclarator' ? definition.node.init : definition?.node;
    return definition?.type === 'Parameter' || (isFunction(value) && value.async);
  }

  /**
   * `app.set('contract', contract)`, `Object.assign(app.locals, { contract })`, `tools.push(...own)`: an object from outside of the
   * statements has it, or one that is given away itself.
   */
  #keeps(call: CallNode, node: Node): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || isInside(node, callee)) return false;
    const isAssigning = propertyName(callee) === 'assign' && isNamed(callee.object, 'Object') && call.arguments[0] !== node;
    const name = propertyName(callee) ?? '';
    if (!isAssigning && !fillingMethods.has(name) && (node.type !== 'Identifier' || !keepingNames.test(name))) return false;
    const root = rootOfMembers(isAssigning ? unwrap(call.arguments[0]!) : callee.object);
    if (root.type === 'ThisExpression') return true;
    const variable = root.type === 'Identifier' ? this.#file.variableOf(root) : undefined;
    const definition = variable?.defs[0];
    // What the function was given is its caller's.
    if (!variable || definition?.type !== 'Variable' || !isInside(definition.name, this.#around)) return root.type === 'Identifier';
    return this.#holderLeaves(variable);
  }

  /** `return contract.evaluate('all').then(parse);` */
  #noteAnswer(call: CallNode): void {
    let node: Node = call;
    while (/^(?:(?:Member|Chain)Expression|TS\w*Expression)$/.test(node.parent!.type)
      || (node.parent?.type === 'CallExpression' && node.parent.callee === node)) node = node.parent!;
    const { parent } = node;
    const isReturned = parent?.type === 'ReturnStatement' ? enclosingFunction(parent) === this.#boundary : parent === this.#boundary;
    if (isReturned) this.answers.push(node);
  }

  #assignedLeaves(place: Node): boolean {
    const variable = place.type === 'Identifier' ? this.#file.variableOf(place) : undefined;
    const definition = variable?.defs[0];
    // What is outside of the function, or belongs to an object, is found by others.
    if (!variable || !definition || !isInside(definition.name, this.#boundary)) return true;
    const isReadBehind = variable.references.some((reference) => reference.isRead() && !isInside(reference.identifier, this.#around));
    return isReadBehind || this.#holderLeaves(variable);
  }

  #holderLeaves(variable: Variable): boolean {
    if (this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    return variable.references.some((reference) => (
      reference.isRead() && (this.leaves(reference.identifier, true) || this.#isUsedLater(reference.identifier))));
  }

  /** `const send = async (order) => channel.sendToQueue('orders', order); return { send };` */
  #isUsedLater(use: Node): boolean {
    for (let fn = enclosingFunction(use); isFunction(fn) && fn !== this.#boundary; fn = enclosingFunction(fn)) {
      // What a call is given is run by that.
      if (isCall(outermost(fn).parent)) continue;
      const values = readsOf(this.#file, fn);
      if (values.some((value) => !isCall(outermost(value).parent) && this.leaves(value, true))) return true;
    }
    return false;
  }
}

/** Expressions whose value is, or has in it, the value in them. */
const PASSING = new RegExp('^(?:AwaitExpression|ChainExpression|TS\\w*Expression|SpreadElement|ObjectExpression|ArrayExpression|Property'
  + '|ConditionalExpression|LogicalExpression)$');
