import type { TSESTree } from '@typescript-eslint/utils';
import { truthOf } from '../../control/guards/lasting-conditions.js';
import type { Assumption } from '../../control/guards/lasting-conditions.js';
import { isOutrun } from '../../control/promises.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Callable, ReleaseFacts } from './release-facts.js';
import type { ReleaseQuestion } from './release-question.js';
import { UNREACHABLE, better, blur, isLoose, isOpen, isReachable, isUnclear, join, open, release, withCause } from './release-state.js';
import type { Loss, Outcome, State } from './release-state.js';

/*
 * What one walk over the paths of a function keeps account of: where control leaves, what was seen of releases, and how much was looked at;
 * and what the walks over statements, expressions and calls ask of each other.
 */

/** How a function is left. */
export interface BodyOutcome {
  readonly normal: State;
  readonly returned: State;
  readonly thrown: State;
}

/** What calls need to know of the expressions around and inside them. */
export interface Evaluator {
  evaluate(node: Node, before: State): State;
  children(node: Node, before: State): State;
  test(node: Node, before: State, onYes?: Node | null, onNo?: Node | null): { readonly yes: State; readonly no: State };
  logical(node: TSESTree.LogicalExpression, before: State, evaluate: (right: Node, state: State) => State): State;
}

/** How control leaves a piece of code other than by its end. */
export type Exit =
  | 'throw'
  /** A promise that was returned is rejected: no `catch` of the function sees that. */
  | 'rejected'
  | 'return'
  | `break ${string}`
  | `continue ${string}`;

export class Exits {
  readonly #states = new Map<Exit, State>();

  add(exit: Exit, state: State): void {
    if (isReachable(state)) this.#states.set(exit, join(this.get(exit), state));
  }

  get(exit: Exit): State {
    return this.#states.get(exit) ?? UNREACHABLE;
  }

  /** Takes an exit out, because control goes on behind this code. */
  take(exit: Exit): State {
    const state = this.get(exit);
    this.#states.delete(exit);
    return state;
  }

  [Symbol.iterator](): IterableIterator<[Exit, State]> {
    return this.#states.entries();
  }
}

export class StepLimitError extends Error {}

type Asked = Pick<ReleaseQuestion, 'maxSteps' | 'besides' | 'mayComeLate'>;

export class Walk {
  readonly facts: ReleaseFacts;
  exits = new Exits();
  /** Another client took the place of an open one. */
  overwritten: Loss | undefined;
  /** A promise of the client comes too late for who waits for it. */
  outrun: Loss | undefined;
  /** Some release was reached with the client open. */
  hasReleased = false;
  /** Some release stands in a function that can run, though not on the paths of interest: the client is not simply never released. */
  mayRelease = false;
  /** A listener was met for what comes of some work, and one for its failure. */
  expectsOutcome = false;
  expectsFailure = false;
  /** Listeners that were registered before it is opened, and run when it has been: the functions, and where they are given. */
  readonly waiting: Map<Node, Callable> = new Map();
  /** Functions that matter and were walked through, or whose turn is understood. */
  readonly understood: Set<Node> = new Set();
  /** Statements by which control leaves, and blocks that have an end: in which condition the client is there. Only if somebody asks. */
  readonly waysOut: Map<Node, State> = new Map();
  readonly #besides: ReadonlySet<Node> | undefined;
  readonly #assumed: readonly Assumption[];
  readonly #mayComeLate: ReleaseQuestion['mayComeLate'];
  #steps: number;

  constructor(facts: ReleaseFacts, { maxSteps, besides, mayComeLate }: Asked, assumed: readonly Assumption[]) {
    this.facts = facts;
    this.#mayComeLate = mayComeLate;
    this.#besides = besides;
    this.#assumed = assumed;
    this.#steps = maxSteps;
  }

  /** What a test gives on the ways that are walked. */
  truthOf(test: Node): boolean | undefined {
    return truthOf(this.facts.file, test, this.#assumed);
  }

  step(): void {
    if (--this.#steps < 0) throw new StepLimitError();
  }

  /** Runs a piece of code and hands over the exits that it takes. */
  within(code: () => State): { readonly normal: State; readonly exits: Exits } {
    const outer = this.exits;
    const exits = new Exits();
    this.exits = exits;
    const normal = code();
    this.exits = outer;
    return { normal, exits };
  }

  mayThrow(state: State, node: Node, isLikely: boolean): void {
    this.exits.add('throw', withCause(state, loss('throw', node, isLikely)));
  }

  throwOn(state: State): void {
    this.exits.add('throw', state);
  }

  /** Control leaves by a statement, or at the end of a block. */
  wayOut(node: Node, state: State): State {
    if (!this.#besides || !isReachable(state)) return state;
    this.waysOut.set(node, join(this.waysOut.get(node) ?? UNREACHABLE, state));
    return this.#besides.has(node) ? this.release(state) : state;
  }

  release(state: State): State {
    if (isOpen(state) || isUnclear(state)) this.hasReleased = true;
    return release(state);
  }

  /** The function that a call gives it to releases it, unless something fails in it of which it says nothing. */
  releasedBy(call: CallNode, state: State): State {
    const lost = this.facts.lossIn(call);
    return lost ? join(this.release(state), { ...state, lost }) : this.release(state);
  }

  /** A client is opened; one that was still open is out of reach, unless they are collected. */
  opened(state: State, node: Node): State {
    if (!this.facts.isCollected) this.overwrite(state, node);
    const after = open(state);
    return state.ahead === 'covered' ? this.release(after) : state.ahead === 'unclear' ? blur(after) : after;
  }

  /** What fails in the call that opens it, when it has done so, leaves it open. */
  failedOpening(opened: State): State {
    return this.facts.failedOpening ? { ...opened, lost: this.facts.failedOpening } : UNREACHABLE;
  }

  /** A call by which others get the client may have given it to them before it fails. */
  keeping(node: Node, before: State, call: (state: State) => Outcome): Outcome {
    if (!this.facts.isKeeping(node)) return call(before);
    const { fulfilled, rejected } = call(this.release(before));
    return { fulfilled: this.release(fulfilled), rejected: this.release(rejected) };
  }

  /** What else runs in a race may come first. */
  raced(call: CallNode, combinator: string | undefined, outcome: Outcome): Outcome {
    const { file, start, opening } = this.facts;
    const late = this.#mayComeLate;
    const isRace = late !== undefined && combinator === 'race' && isOpen(outcome.rejected) && start === opening;
    if (isRace && isOutrun(file, opening, call, late === true ? undefined : late)) this.outrun ??= loss('throw', call, true);
    return outcome;
  }

  /** What is left where a call fails, after which the client would be as in `after`. */
  failed(node: CallNode, before: State, after: State): State {
    const failed = this.facts.mayLose(node) ? join(before, after) : after;
    return this.facts.leavesOpen(node) && isOpen(failed) && failed.flag !== 'set' ? { ...failed, flag: loss('throw', node, true) } : failed;
  }

  overwrite(state: State, node: Node): void {
    if (isLoose(state)) this.overwritten = better(this.overwritten, loss('overwritten', node, true));
  }
}

export function loss(kind: Loss['kind'], node: Node, isLikely: boolean): Loss {
  return { kind, node, at: node.range[0], isLikely };
}
