import { testedConditions } from '../../control/guards/lasting-conditions.js';
import type { Assumption, Condition } from '../../control/guards/lasting-conditions.js';
import { MAX_CONDITIONS } from '../../limits/limits.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { ReleaseQuestion, Witness } from './release-question.js';
import { ReleaseFacts } from './release-facts.js';
import { START, UNREACHABLE, better, isOpen, isUnclear, join, settledAs, timedOut } from './release-state.js';
import type { Loss, State } from './release-state.js';
import { Statements } from './release-statements.js';
import { StepLimitError, Walk } from './release-walk.js';

/*
 * On which paths of a function is a client released? Walks all paths from the construction to where the function is left, with an
 * exception model of its own: every call, `await`, `new` and `yield` may throw, but for a short list that cannot.
 * Input: where the client is opened and released. Output: `ReleasePaths`, with the first place at which it is lost.
 * Invariant: `everyPath` and `never` hold for every run; `unknown` where a release stands in code whose turn is not understood.
 * Blind spot: throwing by reading a member of `undefined`, and what runs while a promise is awaited.
 */

/** On which paths a client is released between its construction and the end of the function that has it. */
export type ReleasePaths =
  | { readonly kind: 'never' }
  | { readonly kind: 'somePaths'; readonly witness: Witness }
  | { readonly kind: 'everyPath' }
  | { readonly kind: 'unknown' };

/** The answer without a loss that nothing is known to lead to. */
export function asFarAsKnown(answer: ReleasePaths): ReleasePaths {
  return answer.kind === 'somePaths' && answer.witness.isDoubtful ? { kind: 'everyPath' } : answer;
}

/** The paths of one function as they were walked, for people who ask how the answer came about. */
export interface WalkedPaths {
  readonly answer: ReleasePaths;
  readonly facts: ReleaseFacts;
  /** The ways in which the function is left; none if the walk was given up. */
  readonly ends: readonly End[];
  /** Where another client takes the place of an open one. */
  readonly overwritten?: Node;
  /** In which condition the client is where control leaves, and at the ends of blocks. Empty if nobody asked for them. */
  readonly waysOut?: ReadonlyMap<Node, State>;
}

/** One way in which the function is left, and what is lost there if the client is still open. */
export interface End {
  readonly way: 'end' | 'return' | 'throw';
  readonly state: State;
  readonly loss: Loss | undefined;
}

export function walkReleasePaths(question: ReleaseQuestion): WalkedPaths {
  const facts = new ReleaseFacts(question);
  if (!facts.hasReleases()) return { answer: { kind: 'unknown' }, facts, ends: [] };
  try {
    const known = knownCases(question, facts);
    const walked = together(question, known.map((assumed) => walkOnce(question, facts, assumed)));
    if (walked.answer.kind !== 'somePaths') return walked;
    // What is lost there may be lost on no way on which each condition gives the same as often as it is asked.
    const cases = casesOf(facts, known);
    return cases === known ? walked : together(question, cases.map((assumed) => walkOnce(question, facts, assumed)));
  } catch (error) {
    // Code of such a size is made by a machine.
    if (!(error instanceof StepLimitError)) throw error;
    question.onLimit?.();
    return { answer: { kind: 'unknown' }, facts, ends: [] };
  }
}

/** Conditions that are assumed to give something, in each of the cases. */
type Cases = readonly (readonly Assumption[])[];

/** What callers are known to give for parameters that decide on a release, and what constants outside of the function are. */
function knownCases({ truthsOf }: ReleaseQuestion, facts: ReleaseFacts): Cases {
  const tested = truthsOf ? testedConditions(facts.file, facts.boundary, facts.opening) : [];
  const given = tested.flatMap(({ condition, forks }) => {
    const { variable, asked } = condition;
    const definition = variable.defs[0];
    const isOutside = definition?.node === facts.boundary || (definition && !isInside(definition.name, facts.boundary));
    const isFree = asked === '' && isOutside && !facts.mayHold(variable);
    const truths = isFree && forks.some((fork) => facts.releasesIn(fork)) ? truthsOf?.(variable) : undefined;
    return truths ? [{ condition, truths }] : [];
  });
  return given.slice(0, MAX_CONDITIONS).reduce((cases, { condition, truths }) => inEach(cases, condition, truths), [[]] as Cases);
}

/** All that the conditions can give that are tested more than once. Of many those count first that decide on a release. */
function casesOf(facts: ReleaseFacts, known: Cases): Cases {
  const tested = testedConditions(facts.file, facts.boundary, facts.opening)
    .filter(({ condition, forks }) => forks.length > 1 && !facts.mayHold(condition.variable)
      && !known[0]!.some(({ variable, asked }) => variable === condition.variable && asked === condition.asked));
  const deciding = tested.filter(({ forks }) => forks.some((fork) => facts.releasesIn(fork)));
  return [...new Set([...deciding, ...tested])].slice(0, MAX_CONDITIONS - known[0]!.length)
    .reduce((cases, { condition }) => inEach(cases, condition, [true, false]), known);
}

function inEach(cases: Cases, condition: Condition, truths: readonly boolean[]): Cases {
  return cases.flatMap((assumed) => truths.map((truth) => [...assumed, { ...condition, truth }]));
}

interface Walked {
  readonly walk: Walk;
  readonly ends: readonly End[];
}

function walkOnce(question: ReleaseQuestion, facts: ReleaseFacts, assumed: readonly Assumption[]): Walked {
  const walk = new Walk(facts, question, assumed);
  const { normal, returned, thrown } = new Statements(walk).body(facts.boundary, START);
  const ends: readonly End[] = [
    { way: 'end', state: leftBy(facts, timedOut(normal)), loss: normal.lost ?? normal.caught ?? endOf(facts.boundary.body) },
    { way: 'return', state: leftBy(facts, timedOut(returned)), loss: returned.lost ?? returned.cause },
    { way: 'throw', state: timedOut(thrown), loss: thrown.lost ?? thrown.cause },
  ];
  return { walk, ends };
}

/** What the walks have found that differ in what they assume. */
function together(question: ReleaseQuestion, walked: readonly Walked[]): WalkedPaths {
  const walks = walked.map(({ walk }) => walk);
  const { facts } = walks[0]!;
  const ends = walked.map((one) => one.ends).reduce((all, more) => all.map((end, index) => eitherEnd(end, more[index]!)));
  const overwritten = firstOf(walks.map((walk) => walk.overwritten));
  const counted = question.onlyFailures ? ends.filter(({ loss }) => loss?.kind === 'throw' && loss.isLikely) : ends;
  const outrun = firstOf(walks.map((walk) => walk.outrun));
  const answer = conclude(walks, counted, better(outrun, question.onlyFailures ? undefined : overwritten));
  const waysOut = new Map<Node, State>();
  for (const walk of walks) for (const [way, state] of walk.waysOut) waysOut.set(way, join(waysOut.get(way) ?? UNREACHABLE, state));
  return { answer, facts, ends, ...(overwritten && { overwritten: overwritten.node }), waysOut };
}

function eitherEnd(a: End, b: End): End {
  const isOpenInBoth = isOpen(a.state) === isOpen(b.state);
  return { way: a.way, state: join(a.state, b.state), loss: isOpenInBoth ? better(a.loss, b.loss) : (isOpen(a.state) ? a : b).loss };
}

function firstOf(losses: readonly (Loss | undefined)[]): Loss | undefined {
  return losses.reduce(better, undefined);
}

/** What an executor leaves behind is what it rejects: what it resolves has somebody who gets it, and what is pending may come to that. */
function leftBy(facts: ReleaseFacts, state: State): State {
  return facts.isExecutorOfClient ? { ...settledAs(state, 'rejected'), lost: state.lost } : state;
}

function conclude(walks: readonly Walk[], ends: readonly End[], lost: Loss | undefined): ReleasePaths {
  const { facts } = walks[0]!;
  const hasReleased = walks.some((walk) => walk.hasReleased);
  const first = ends.reduce((found, { state, loss }) => isOpen(state) ? better(found, loss) : found, lost);
  const isVague = ends.some(({ state }) => isUnclear(state));
  if (first) {
    if (![...facts.relevant].every((fn) => walks.some((walk) => walk.understood.has(fn)))) return { kind: 'unknown' };
    if (!hasReleased && !isVague && !walks.some((walk) => walk.mayRelease)) return { kind: 'never' };
    return { kind: 'somePaths', witness: witnessOf(facts, first) };
  }
  // Nothing is open and nothing was released: the function is never left, or the client is never made.
  return isVague || !hasReleased ? { kind: 'unknown' } : { kind: 'everyPath' };
}

function witnessOf(facts: ReleaseFacts, { kind, node, file = facts.file, isLikely }: Loss): Witness {
  const { releases, boundary } = facts;
  const finalizer = kind === 'throw' ? finalizerAround(node, boundary) : undefined;
  const before = finalizer && [...releases].filter((release) => isInside(release, finalizer) && release.range[0] >= node.range[1])
    .sort((a, b) => a.range[0] - b.range[0])[0];
  const isDoubtful = kind === 'throw' && !isLikely && isDoubtfulFailure(facts, node);
  return { kind, file, node, ...(before && { before }), ...(isDoubtful && { isDoubtful }) };
}

/** Whether a failure is one of code that is not waited for and has nothing to do with the client. */
function isDoubtfulFailure(facts: ReleaseFacts, node: Node): boolean {
  if (node.type === 'TaggedTemplateExpression') return true;
  const callee = isCall(node) ? unwrap(node.callee) : undefined;
  return callee !== undefined && !(callee.type === 'MemberExpression' && facts.isRootedInClient(callee.object));
}

/** The `finally` block that a node stands in. */
function finalizerAround(node: Node, boundary: Node): Node | undefined {
  for (let child = node; child.parent && child !== boundary; child = child.parent) {
    if (child.parent.type === 'TryStatement' && child.parent.finalizer === child) return child;
  }
  return undefined;
}

/** The end of a function: shown at its last statement. */
function endOf(body: Node): Loss {
  const last = body.type === 'BlockStatement' ? body.body.at(-1) : undefined;
  return { kind: 'end', node: last ?? body, at: body.range[1], isLikely: true };
}
