import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { childrenOf } from '../../syntax/walk.js';
import { assignedRole } from '../../control/callbacks.js';
import { isPromiseShaped } from './release-callbacks.js';
import { Calls } from './release-calls.js';
import type { BodyOutcome } from './release-walk.js';
import { isCorrelated, isSwitch, isSwitchedOn, knownBefore, meaningOf, opposite } from './release-guards.js';
import type { Meaning } from './release-guards.js';
import {
  UNREACHABLE, abandoned, blur, dealtWith, forget, hasFailed, isOpen, isReachable, isUnclear, join, onlyAbsent, withCause, withoutAbsent,
  withoutOpen,
} from './release-state.js';
import type { Outcome, State } from './release-state.js';
import { loss } from './release-walk.js';
import type { Walk } from './release-walk.js';

/*
 * What happens to the client while an expression is evaluated: operands in order, calls, promises and the functions given to them.
 * Input: the state before. Output: the state after; what may throw goes to the exits of the walk.
 * Invariant: an awaited promise and a chain of `then` count as run where they stand. Blind spot: what runs in between.
 */

/** Both ways out of a test. */
export interface Branches {
  readonly yes: State;
  readonly no: State;
}

export class Expressions {
  readonly #walk: Walk;
  readonly #calls: Calls;

  constructor(walk: Walk, run: (fn: FunctionNode, state: State) => BodyOutcome) {
    this.#walk = walk;
    this.#calls = new Calls(walk, this, run);
  }

  evaluate(node: Node, before: State): State {
    if (!isReachable(before)) return before;
    this.#walk.step();
    switch (node.type) {
      case 'Identifier':
        // `const stop = client.close`, which goes who knows where.
        if (this.#walk.facts.callableOf(node)?.kind === 'release') return blur(before);
        // A callback that fails for a mistake in it: nobody comes to what stands behind that.
        if (isOpen(before) && enclosingFunction(node) !== this.#walk.facts.boundary && this.#walk.facts.isNowhere(node)) {
          this.#walk.mayThrow(before, node, true);
          return UNREACHABLE;
        }
        return node === this.#walk.facts.start ? this.#calls.opened(before, node) : before;
      case 'Literal':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
      case 'ClassExpression':
      case 'ClassDeclaration':
        return before;
      case 'AwaitExpression': {
        const { fulfilled, rejected } = this.#calls.promise(node.argument, before);
        this.#walk.throwOn(rejected);
        return fulfilled;
      }
      case 'YieldExpression': {
        const state = node.argument ? this.evaluate(node.argument, before) : before;
        this.#walk.mayThrow(state, node, true);
        // Whoever reads the generator may stop here as well: that runs `finally`, and no `catch`.
        this.#walk.exits.add('return', withCause(state, loss('throw', node, true)));
        return state;
      }
      case 'TaggedTemplateExpression': {
        const state = this.children(node, before);
        this.#walk.mayThrow(state, node, false);
        return state;
      }
      case 'CallExpression':
      case 'NewExpression': {
        const { fulfilled, rejected } = this.#walk.keeping(node, before, (state) => this.#calls.call(node, state, false));
        // Nobody waits for the promise: what it leaves open stays open.
        return join(fulfilled, rejected.bits === fulfilled.bits ? dealtWith(rejected, rejected) : abandoned(rejected));
      }
      case 'ConditionalExpression': {
        const { yes, no } = this.test(node.test, before, node.consequent, node.alternate);
        return join(this.evaluate(node.consequent, yes), this.evaluate(node.alternate, no));
      }
      case 'LogicalExpression':
        return this.logical(node, before, (right, state) => this.evaluate(right, state));
      case 'AssignmentExpression':
        return this.#walk.facts.isKeeping(node) ? this.#walk.release(this.#assignment(node, before)) : this.#assignment(node, before);
      case 'AssignmentPattern':
        return join(before, this.evaluate(node.right, this.evaluate(node.left, before)));
      case 'MemberExpression': {
        const state = this.children(node, before);
        if (!node.optional) this.lookInto(node.object, node, state);
        // `box.close = client.close`: called who knows where.
        return this.#walk.facts.isRelease(node) && !this.#walk.facts.isNamedHere(node) ? blur(state) : state;
      }
      case 'ImportExpression':
        return this.evaluate(node.source, before);
      default: {
        const state = this.children(node, before);
        return node === this.#walk.facts.start ? this.#calls.opened(state, node) : state;
      }
    }
  }

  /** Where a part of a value is taken that may be missing. */
  lookInto(value: Node, node: Node, state: State): void {
    if (isOpen(state) && this.#walk.facts.mayBeMissing(value)) this.#walk.mayThrow(state, node, true);
  }

  /** A stack is emptied at the end of its block. */
  emptied(root: Variable, node: Node, before: State): State {
    return this.#calls.emptied(root, node, before);
  }

  /** The value of a `return`: a promise that is handed on is rejected after the function is left. */
  returned(node: Node, before: State): Outcome {
    const isHandedOn = (node.type === 'CallExpression' || node.type === 'NewExpression')
      && (isPromiseShaped(this.#walk.facts, node) || this.#walk.facts.isBeginning(node));
    return isHandedOn ? this.#calls.promise(node, before) : { fulfilled: this.evaluate(node, before), rejected: UNREACHABLE };
  }

  /** Evaluates a test. Code that only one branch runs tells which flags go along with the client. */
  test(node: Node, before: State, onYes?: Node | null, onNo?: Node | null): Branches {
    const { yes, no } = this.#branches(node, before);
    const { facts } = this.#walk;
    const [releasesOnYes, releasesOnNo] = [facts.releasesIn(onYes), facts.releasesIn(onNo)];
    // Where it is known which way the test goes it tells nothing of the client.
    if (releasesOnYes === releasesOnNo || this.#walk.truthOf(node) !== undefined) return { yes, no };
    if (!isCorrelated(facts, node, (part) => this.#walk.truthOf(part) !== undefined)) return { yes, no };
    return releasesOnYes ? { yes, no: this.#unguarded(node, true, no) } : { yes: this.#unguarded(node, false, yes), no };
  }

  /** The branch without the release: there is nothing to release in it, unless what set the flag for the other one would have failed. */
  #unguarded(test: Node, released: boolean, state: State): State {
    const isLost = hasFailed(state) && isSwitch(this.#walk.facts, test, released);
    return isLost ? { ...state, lost: state.lost ?? state.flag } : withoutOpen(state);
  }

  #branches(node: Node, before: State): Branches {
    const meaning = meaningOf(this.#walk.facts, node);
    if (meaning) return splitBy(meaning, this.evaluate(node, before));
    const known = knownBefore(this.#walk.facts, node);
    if (known !== undefined) return known ? { yes: before, no: UNREACHABLE } : { yes: UNREACHABLE, no: before };
    const truth = this.#walk.truthOf(node);
    if (truth !== undefined) {
      const state = this.evaluate(node, before);
      return truth ? { yes: state, no: UNREACHABLE } : { yes: UNREACHABLE, no: state };
    }
    switch (node.type) {
      case 'UnaryExpression':
        if (node.operator === '!') {
          const { yes, no } = this.#branches(node.argument, before);
          return { yes: no, no: yes };
        }
        break;
      case 'LogicalExpression': {
        if (node.operator === '??') break;
        const left = this.#branches(node.left, before);
        const right = this.#branches(node.right, node.operator === '&&' ? left.yes : left.no);
        return node.operator === '&&' ? { yes: right.yes, no: join(left.no, right.no) } : { yes: join(left.yes, right.yes), no: right.no };
      }
      case 'Literal':
        return node.value ? { yes: before, no: UNREACHABLE } : { yes: UNREACHABLE, no: before };
      case 'CallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'Boolean' && node.arguments[0]) {
          return this.#branches(node.arguments[0], before);
        }
        break;
      default:
    }
    const state = this.evaluate(node, before);
    return { yes: state, no: state };
  }

  logical(node: TSESTree.LogicalExpression, before: State, evaluate: (right: Node, state: State) => State): State {
    if (node.operator === '&&') {
      const { yes, no } = this.test(node.left, before, node.right);
      return join(evaluate(node.right, yes), no);
    }
    const { yes, no } = this.test(node.left, before, undefined, node.right);
    return join(evaluate(node.right, no), yes);
  }

  #assignment(node: TSESTree.AssignmentExpression, before: State): State {
    const { facts } = this.#walk;
    let state = node.left.type === 'Identifier' ? before : this.evaluate(node.left, before);
    if (node.operator === '=' || node.operator.length === 2) state = this.evaluate(node.right, state);
    else state = join(state, this.evaluate(node.right, state));
    if (node === facts.start) return this.#calls.opened(state, node);
    if (isSwitchedOn(node)) return { ...state, flag: 'set' };
    const callable = facts.callableOf(node.right);
    if (node.left.type === 'MemberExpression' && facts.matters(callable)) {
      const role = assignedRole(propertyName(node.left));
      // A method of some object: what calls it is asked for where it is called.
      return role === 'unclear' ? state : this.#calls.deferred(callable, role, state, node.right);
    }
    if (this.#isReplaced(node) && isOpen(state)) {
      this.#walk.overwrite(state, node);
      return forget(state);
    }
    if (this.#isEmptied(node) && !isUnclear(state)) {
      this.#walk.overwrite(state, node);
      return forget(state);
    }
    return state;
  }

  /** `client = undefined`, where nothing else holds the client. */
  #isEmptied(node: TSESTree.AssignmentExpression): boolean {
    const { facts } = this.#walk;
    return node.operator === '=' && isEmptying(node.right) && !facts.isCollected && facts.isOnlyHolder(node.left);
  }

  /** The only variable that holds the client gets another value, which is not made of the old one. */
  #isReplaced(node: TSESTree.AssignmentExpression): boolean {
    const { facts } = this.#walk;
    if (node.operator !== '=' || node.left.type !== 'Identifier' || facts.aliases.size !== 1 || facts.isCollected) return false;
    const value = unwrap(node.right);
    if (value.type !== 'NewExpression' && value.type !== 'CallExpression') return false;
    const [variable] = facts.aliases;
    return facts.file.variableOf(node.left) === variable
      && !variable!.references.some(({ identifier }) => isInside(identifier, node.right)) && !isInside(facts.opening, node.right);
  }

  /** Evaluates the parts of a node in order. */
  children(node: Node, before: State): State {
    let state = before;
    for (const child of childrenOf(node, this.#walk.facts.file.tree.visitorKeys)) {
      if (!child.type.startsWith('TS') || 'expression' in child) state = this.evaluate(child, state);
    }
    return state;
  }
}

function splitBy(meaning: Meaning, state: State): Branches {
  switch (meaning) {
    case 'held':
      return { yes: withoutAbsent(state), no: onlyAbsent(state) };
    case 'present':
      return { yes: withoutAbsent(state), no: withoutOpen(state) };
    case 'open':
      return { yes: state, no: withoutOpen(state) };
    case 'whole':
      // An SDK gives its objects their members: whether one is ever missing, nobody can tell.
      return { yes: state, no: blur(state) };
    case 'empty':
    case 'absent':
    case 'closed':
    case 'lacking': {
      const { yes, no } = splitBy(opposite(meaning), state);
      return { yes: no, no: yes };
    }
  }
}
