import type { TSESTree } from '@typescript-eslint/utils';
import { takesByKey } from '../../control/key-loops.js';
import type { EachLoop } from '../../control/key-loops.js';
import { enclosingFunction, isFunction, propertyName } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import { Expressions } from './release-expressions.js';
import type { BodyOutcome } from './release-walk.js';
import { stackUsedBy } from './release-stacks.js';
import { UNREACHABLE, caught, isOpen, isPartOf, isReachable, isSame, join, resumed, withCause } from './release-state.js';
import type { Loss, State } from './release-state.js';
import { loss } from './release-walk.js';
import type { Exit, Walk } from './release-walk.js';

/*
 * What happens to the client while statements run. Input: the state before. Output: the state at the end of the statement; `return`,
 * `throw`, `break` and `continue` go to the exits of the walk.
 * Invariant: each statement is looked at for all paths into it at once; loops until nothing changes, `finally` blocks once per way in.
 */

/** What tells of a collection how many it has. */
const COUNTS: ReadonlySet<string> = new Set(['length', 'size']);

/** Labels of a loop that is about to be walked. */
type Labels = readonly string[];

export class Statements {
  readonly #walk: Walk;
  readonly #expressions: Expressions;
  /** Functions being walked, and what they began with: a call back into one of them adds nothing new. */
  readonly #active = new Map<FunctionNode, State>();

  constructor(walk: Walk) {
    this.#walk = walk;
    this.#expressions = new Expressions(walk, (fn, state) => this.body(fn, state));
  }

  body(fn: FunctionNode, before: State): BodyOutcome {
    const entry = this.#active.get(fn);
    if (entry || !isReachable(before)) {
      // How it ends when it begins like that is found already: `const run = () => client.query((error) => { if (error) run(); … });`
      const isFound = entry !== undefined && isPartOf(before, entry);
      return { normal: isFound ? UNREACHABLE : before, returned: UNREACHABLE, thrown: UNREACHABLE };
    }
    this.#active.set(fn, before);
    const { normal, exits } = this.#walk.within(() => {
      let state = fn === this.#walk.facts.start ? this.#walk.opened(before, fn) : before;
      for (const parameter of fn.params) state = this.#expressions.evaluate(parameter, state);
      if (fn.body.type === 'BlockStatement') return this.#block(fn.body, state);
      const { fulfilled, rejected } = this.#expressions.returned(fn.body, state);
      this.#walk.exits.add('rejected', rejected);
      return this.#walk.facts.isHandedOn(fn, fn.body) ? this.#walk.release(fulfilled) : fulfilled;
    });
    this.#active.delete(fn);
    return { normal, returned: exits.get('return'), thrown: join(exits.get('throw'), exits.get('rejected')) };
  }

  #block(node: TSESTree.BlockStatement, before: State): State {
    return this.#walk.wayOut(node, this.#sequence(node.body, before));
  }

  #sequence(statements: readonly Node[], before: State): State {
    let state = before;
    for (const [index, statement] of statements.entries()) {
      if (!isReachable(state)) return state;
      state = this.#statement(statement, state);
      const stack = stackUsedBy(this.#walk.facts, statement);
      if (stack) {
        const start = state;
        const rest = (): State => this.#sequence(statements.slice(index + 1), start);
        return this.#finally(rest, (end) => this.#expressions.emptied(stack, statement, end));
      }
    }
    return state;
  }

  #statement(node: Node, before: State, labels: Labels = []): State {
    this.#walk.step();
    switch (node.type) {
      case 'BlockStatement':
        return this.#block(node, before);
      case 'ExpressionStatement':
        return this.#expressions.evaluate(node.expression, before);
      case 'VariableDeclaration':
        return this.#declarations(node, before);
      case 'IfStatement': {
        const { yes, no } = this.#expressions.test(node.test, before, node.consequent, node.alternate ?? this.#otherwise(node));
        const after = isReachable(yes) ? this.#statement(node.consequent, yes) : yes;
        return join(after, node.alternate && isReachable(no) ? this.#statement(node.alternate, no) : no);
      }
      case 'ReturnStatement': {
        const start = this.#walk.wayOut(node, before);
        if (!node.argument) return this.#leave('return', start, node);
        const { fulfilled, rejected } = this.#expressions.returned(node.argument, start);
        // An asynchronous generator waits for what it returns.
        const owner = enclosingFunction(node);
        this.#walk.exits.add(isFunction(owner) && owner.generator ? 'throw' : 'rejected', rejected);
        const isHandedOn = owner !== undefined && this.#walk.facts.isHandedOn(owner, node.argument);
        const after = node.argument.type === 'AwaitExpression' ? this.#walk.wayOut(node.argument, fulfilled) : fulfilled;
        return this.#leave('return', isHandedOn ? this.#walk.release(after) : after, node);
      }
      case 'ThrowStatement': {
        const state = this.#expressions.evaluate(node.argument, this.#walk.wayOut(node, before));
        // Thrown again, or thrown instead: what was thrown first is the reason.
        this.#walk.throwOn(withCause(state, state.caught ?? loss('throw', node, true)));
        return UNREACHABLE;
      }
      case 'BreakStatement':
        return this.#leave(`break ${node.label?.name ?? ''}`, this.#walk.wayOut(node, before), node);
      case 'ContinueStatement':
        return this.#leave(`continue ${node.label?.name ?? ''}`, this.#walk.wayOut(node, before), node);
      case 'TryStatement':
        return this.#try(node, before);
      case 'SwitchStatement':
        return this.#switch(node, before);
      case 'LabeledStatement':
        return this.#labeled(node, before, labels);
      case 'WhileStatement':
        return this.#loop(before, labels, (state) => this.#whileBody(node, state));
      case 'DoWhileStatement':
        return this.#doWhile(node, before, labels);
      case 'ForStatement': {
        const { init } = node;
        const isDeclaration = init?.type === 'VariableDeclaration';
        const state = isDeclaration ? this.#declarations(init, before) : init ? this.#expressions.evaluate(init, before) : before;
        return this.#loop(state, labels, (entry) => this.#whileBody(node, entry), node.update ?? undefined);
      }
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#forEach(node, before, labels);
      case 'ExportNamedDeclaration':
        return node.declaration ? this.#statement(node.declaration, before) : before;
      default:
        // Declarations of functions, classes and types, empty statements: nothing runs.
        return before;
    }
  }

  /** `if (isDone) return;` at the start of a nested function: what follows is the other branch. */
  #otherwise(node: TSESTree.IfStatement): Node | undefined {
    const { consequent, parent } = node;
    const first = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0] : consequent;
    if (first?.type !== 'ReturnStatement' || first.argument || parent.type !== 'BlockStatement') return undefined;
    // In the function of the client itself it is a way out like any other.
    return parent.body[0] === node && parent !== this.#walk.facts.boundary.body ? parent : undefined;
  }

  #leave(exit: Exit, state: State, node: Node): State {
    const { onlyFailures } = this.#walk.facts;
    this.#walk.exits.add(exit, exit === 'return' ? withCause(state, state.caught ?? loss('return', node, !onlyFailures)) : state);
    return UNREACHABLE;
  }

  #declarations(node: TSESTree.VariableDeclaration, before: State): State {
    let state = before;
    for (const declarator of node.declarations) {
      const { id, init } = declarator;
      if (init) state = this.#expressions.evaluate(init, state);
      if (init && id.type === 'ObjectPattern') this.#expressions.lookInto(init, declarator, state);
      if (id.type !== 'Identifier') state = this.#expressions.evaluate(id, state);
    }
    return state;
  }

  #try(node: TSESTree.TryStatement, before: State): State {
    const { handler, finalizer } = node;
    const guarded = (): State => {
      if (!handler) return this.#block(node.block, before);
      const { normal, exits } = this.#walk.within(() => this.#block(node.block, before));
      const thrown = caught(exits.take('throw'));
      for (const [exit, state] of exits) this.#walk.exits.add(exit, state);
      return isReachable(thrown) ? join(normal, this.#block(handler.body, thrown)) : normal;
    };
    return finalizer ? this.#finally(guarded, (state) => this.#block(finalizer, state)) : guarded();
  }

  /** Runs a piece of code, and another one on every way out of it. */
  #finally(code: () => State, finalizer: (state: State) => State): State {
    const { normal, exits } = this.#walk.within(code);
    const finished = (state: State): { readonly after: State; readonly inside: Loss | undefined } => {
      const after = finalizer({ ...resumed(state), caught: undefined });
      // What fails in the finalizer is why it is still open, and not what led there.
      const inside = isOpen(after) ? after.caught : undefined;
      return { after: { ...after, caught: inside ?? state.caught }, inside };
    };
    for (const [exit, state] of exits) {
      const { after, inside } = finished(state);
      this.#walk.exits.add(exit, state.cause ? withCause(after, inside ?? state.cause) : after);
    }
    return isReachable(normal) ? finished(normal).after : normal;
  }

  #switch(node: TSESTree.SwitchStatement, before: State): State {
    let waiting = this.#expressions.evaluate(node.discriminant, before);
    const { normal, exits } = this.#walk.within(() => {
      const entries = node.cases.map((branch) => {
        if (!branch.test) return UNREACHABLE;
        waiting = this.#expressions.evaluate(branch.test, waiting);
        return waiting;
      });
      let state = UNREACHABLE;
      for (const [index, branch] of node.cases.entries()) {
        // The default is taken after all tests failed, wherever it stands.
        state = this.#sequence(branch.consequent, join(state, branch.test ? entries[index]! : waiting));
      }
      return state;
    });
    const hasDefault = node.cases.some((branch) => branch.test === null);
    const after = join(join(normal, exits.take('break ')), hasDefault ? UNREACHABLE : waiting);
    for (const [exit, state] of exits) this.#walk.exits.add(exit, state);
    return after;
  }

  #labeled(node: TSESTree.LabeledStatement, before: State, labels: Labels): State {
    const { normal, exits } = this.#walk.within(() => this.#statement(node.body, before, [...labels, node.label.name]));
    const after = join(normal, exits.take(`break ${node.label.name}`));
    for (const [exit, state] of exits) this.#walk.exits.add(exit, state);
    return after;
  }

  /** One turn of `while` and `for`: the test and the body. Where the test fails, the loop is left. */
  #whileBody(node: TSESTree.WhileStatement | TSESTree.ForStatement, entry: State): State {
    if (!node.test) return this.#statement(node.body, entry);
    const { yes, no } = this.#expressions.test(node.test, entry, node.body);
    this.#walk.exits.add('break ', this.#countsElements(node.test, node.body) ? this.#walk.release(no) : no);
    return isReachable(yes) ? this.#statement(node.body, yes) : yes;
  }

  #doWhile(node: TSESTree.DoWhileStatement, before: State, labels: Labels): State {
    return this.#loop(before, labels, (entry) => this.#statement(node.body, entry), undefined, (state) => {
      if (!isReachable(state)) return state;
      const { yes, no } = this.#expressions.test(node.test, state);
      this.#walk.exits.add('break ', no);
      return yes;
    });
  }

  #forEach(node: TSESTree.ForInStatement | TSESTree.ForOfStatement, before: State, labels: Labels): State {
    const start = this.#expressions.evaluate(node.right, before);
    const isAwaiting = node.type === 'ForOfStatement' && node.await;
    const closesAll = this.#closesElements(node);
    return this.#loop(start, labels, (entry) => {
      if (isAwaiting) this.#walk.mayThrow(entry, node.right, true);
      // A loop that closes the elements of a collection has the client among them.
      this.#walk.exits.add('break ', closesAll ? this.#walk.release(entry) : entry);
      return this.#statement(node.body, entry);
    });
  }

  /** `for (let i = 0; i < clients.length; i++) clients[i].close();`, `while (clients.length > 0) clients.pop().close();` */
  #countsElements(test: Node, body: Node): boolean {
    const { facts } = this.#walk;
    if (!facts.isAmongOthers || !facts.releasesIn(body)) return false;
    let isCounted = false;
    walk(test, facts.file.tree.visitorKeys, (inner) => {
      isCounted ||= inner.type === 'MemberExpression' && COUNTS.has(propertyName(inner) ?? '');
    });
    return isCounted;
  }

  /** `for (const client of clients) await client.close();` */
  #closesElements(node: EachLoop): boolean {
    const { facts } = this.#walk;
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
    // `for (const [key, client] of clients)`
    const parts = target.type === 'ArrayPattern' ? target.elements : [target];
    if (!facts.isAmongOthers || !facts.releasesIn(node.body)) return false;
    return parts.some((part) => part?.type === 'Identifier' && (facts.isClient(part) || facts.releasesByName(node.body, part)))
      || (target.type === 'Identifier' && takesByKey(facts.file, node, target));
  }

  /** Turns of a loop until nothing new is found. `turn` gives the state at the end of the body. */
  #loop(before: State, labels: Labels, turn: (entry: State) => State, update?: Node, afterwards = (state: State): State => state): State {
    let entry = before;
    for (;;) {
      const current = entry;
      const { normal, exits } = this.#walk.within(() => {
        const inner = this.#walk.within(() => turn(current));
        const continued = [inner.exits.take('continue '), ...labels.map((label) => inner.exits.take(`continue ${label}`))];
        for (const [exit, state] of inner.exits) this.#walk.exits.add(exit, state);
        let state = continued.reduce(join, inner.normal);
        if (update && isReachable(state)) state = this.#expressions.evaluate(update, state);
        return afterwards(state);
      });
      entry = join(current, normal);
      if (isSame(entry, current)) {
        const after = exits.take('break ');
        for (const [exit, state] of exits) this.#walk.exits.add(exit, state);
        return after;
      }
    }
  }
}
