import { keepingNames } from '../catalog/conventions/methods.js';
import { isNamed } from '../control/callbacks.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { rootOfMembers } from '../syntax/roots.js';

/*
 * Does a function give a part of a client away, which goes on using it? `return (await gateway.getNetwork('a')).getContract('b')`
 * Input: a place that names the client, and the methods that give parts. Output: whether a part of it is returned, or put where others
 * find it, and what is returned of its answers before they are there.
 * Invariant: whether a part comes at once or is waited for makes no difference. Blind spot: what functions do with parts that they are
 * given, but for methods whose names say that they keep them.
 */

export interface GivenAway {
  readonly isPart: boolean;
  /** Expressions that are returned. */
  readonly answers: readonly Node[];
}

export function partsGivenAway(file: FileModel, client: Node, parts: readonly string[], boundary: FunctionNode): GivenAway {
  const search = new PartSearch(file, parts, boundary);
  return { isPart: parts.length > 0 && search.leaves(client, false), answers: search.answers };
}

class PartSearch {
  readonly answers: Node[] = [];
  readonly #file: FileModel;
  readonly #parts: readonly string[];
  readonly #boundary: FunctionNode;
  readonly #seen = new Set<Variable>();

  constructor(file: FileModel, parts: readonly string[], boundary: FunctionNode) {
    this.#file = file;
    this.#parts = parts;
    this.#boundary = boundary;
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
          if (isPart && this.#keeps(parent, node)) return true;
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
    return callee.type === 'MemberExpression' ? this.#parts.includes(propertyName(callee) ?? '') : isPart;
  }

  /** `app.set('contract', contract)`, `Object.assign(app.locals, { contract })`: an object from outside of the function has it. */
  #keeps(call: CallNode, node: Node): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || isInside(node, callee)) return false;
    const isAssigning = propertyName(callee) === 'assign' && isNamed(callee.object, 'Object') && call.arguments[0] !== node;
    if (!isAssigning && (node.type !== 'Identifier' || !keepingNames.test(propertyName(callee) ?? ''))) return false;
    const root = rootOfMembers(isAssigning ? unwrap(call.arguments[0]!) : callee.object);
    const definition = root.type === 'Identifier' ? this.#file.variableOf(root)?.defs[0] : undefined;
    // What the function was given is its caller's.
    if (root.type === 'ThisExpression') return true;
    return root.type === 'Identifier' && (definition?.type !== 'Variable' || !isInside(definition.name, this.#boundary));
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
    return this.#holderLeaves(variable);
  }

  #holderLeaves(variable: Variable): boolean {
    if (this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    return variable.references.some((reference) => reference.isRead() && this.leaves(reference.identifier, true));
  }
}

/** Expressions whose value is, or has in it, the value in them. */
const PASSING = new RegExp('^(?:AwaitExpression|ChainExpression|TS\\w*Expression|SpreadElement|ObjectExpression|ArrayExpression|Property'
  + '|ConditionalExpression|LogicalExpression)$');
