import type { Program } from '../../project/program.js';
import type { Witness } from '../../release/paths/release-question.js';
import type { Finding } from '../../verdict/finding.js';
import type { CheckoutFinding } from '../../verdict/checkout-finding.js';
import { isNeverRun } from '../../syntax/always-leaves.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { FileModel } from '../../resolve/file-model.js';
import { declareUsing, usingFor } from './await-using.js';
import { closeInCallback } from '../settled/close-in-callback.js';
import { closeInFinally, remaining } from './close-in-finally.js';
import { closeNamed } from './close-named.js';
import { closeInCatch, closeOnFailure, closeUntilKept } from './close-on-failure.js';
import { closeOnGiven } from './close-on-given.js';
import { closeOutsideExecutor } from '../settled/close-outside-executor.js';
import { closeTriedAgain } from './close-tried-again.js';
import { closeUntilHandedOver } from './close-until-handed-over.js';
import { closeWhenRejected } from '../settled/close-when-rejected.js';
import { closeWhenSettled } from '../settled/close-when-settled.js';
import { closingTargetOf, obligatedBy } from '../held/closing-target.js';
import { holderTargetOf } from '../held/holder-target.js';
import type { ClosingTarget, Obligated } from '../held/closing-target.js';
import { beginsTransaction, openTransaction } from '../held/open-transaction.js';
import { mayHaveLent } from './outstanding-loans.js';
import { callsOfFactory, callsOnTheWay, factoryCallsOf } from '../task/factory-call.js';
import type { FactoryCall } from '../task/factory-call.js';
import type { Source } from '../text/source.js';
import { namesOfClient } from '../task/shape.js';
import { withhold } from '../text/withhold.js';
import { styleOf } from '../text/style-of.js';
import type { Style } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, releaseMessages, Suggestion } from '../text/suggestion.js';
import { camelCase, pascalCase } from '../text/unique-name.js';

/** The edits after which a client is closed on every path. */
export function closingSuggestions(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  const { site, release } = finding;
  const { overwrites } = finding;
  const obligated: Obligated = { ...obligatedBy(site), overwrites };
  const no = (reason: string): [] => withhold(source, site.node, 'closing', reason) ?? [];
  const atCaller = (): Suggestion[] | undefined => {
    const found = release.kind === 'never' && !overwrites ? closingAtCaller(source, finding, obligated) : undefined;
    return found && [{ ...toSuggestion('closeInFinally', client, found.edits), file: found.file }];
  };
  const targets = release.kind === 'somePaths' ? targetAtLoss(source, program, finding, release.witness, obligated)
    : targetsOf(source, program, obligated);
  if (targets === undefined) {
    const elsewhere = release.kind === 'somePaths' ? closingElsewhere(source, program, finding, release.witness, obligated) : undefined;
    if (elsewhere) return [{ ...toSuggestion('closeInFinally', client, elsewhere.edits), file: elsewhere.file }];
    return no(whereLost(source, program, release.kind === 'somePaths' ? release.witness : undefined));
  }
  const [target] = targets;
  // Others look for it where it is put.
  if (overwrites && target?.becomesOwn !== true) return no(`others may look for it in \`${overwrites.name}\``);
  const style = styleOf(source);
  if (!target) {
    const settled = closeWhenSettled(source, obligated);
    if (settled) return [toSuggestion('closeWhenSettled', client, settled)];
    const outside = closeOutsideExecutor(source, style, obligated);
    if (outside) return [toSuggestion('closeWhenSettled', client, outside)];
    const inCallback = release.kind === 'never' ? closeInCallback(source, style, obligated) : undefined;
    if (inCallback) return [toSuggestion('closeInCallback', client, inCallback)];
    const named = release.kind === 'never' ? closeNamed(source, style, obligated, namesOfClient(source, site.node)) : undefined;
    if (named) return [toSuggestion('closeInFinally', client, named)];
    const inCatch = release.kind === 'somePaths' && release.witness.kind === 'throw' ? closeInCatch(source, style, obligated) : undefined;
    if (inCatch) return [toSuggestion('closeOnFailure', client, inCatch)];
    const rejected = release.kind === 'somePaths' ? closeWhenRejected(source, style, obligated, release.witness) : undefined;
    if (rejected) return [toSuggestion('closeOnFailure', client, rejected)];
    const triedAgain = closeTriedAgain(source, style, obligated);
    if (triedAgain) return [toSuggestion('closeInFinally', client, triedAgain)];
    return atCaller() ?? no('it is not held by one variable of an asynchronous function from there to the end of a block');
  }
  if (release.kind === 'somePaths' && target.releases.length === 0 && target.made === site.node) {
    const onFailure = release.witness.kind === 'throw' ? closeOnFailure(source, style, target) : undefined;
    if (onFailure) return [toSuggestion('closeOnFailure', client, onFailure)];
  }
  if (targets.some((one) => (release.kind !== 'never') !== isReleased(one))) return no('something else closes it');
  if (targets.some((one) => mayHaveLent(source, one))) {
    return no('it waits for what it has lent, which is not given back where something fails');
  }
  // What a function says that it gives may be another type than that of the class.
  const factory = enclosingFunction(site.node);
  const isTyped = target.made !== site.node && isFunction(factory) && factory.returnType !== undefined;
  const isOpenedElsewhere = target.made !== site.node && (release.kind === 'never' || target.besides !== undefined);
  const failure = isOpenedElsewhere ? failureOfOpener(source, style, obligated) : [];
  // What disposes of a client does not dispose of an object that holds it.
  const isHolder = target.made !== site.node && target.made.type === 'NewExpression';
  const isBare = !isTyped && !isHolder && targets.length === 1 && failure?.length === 0;
  const using = isBare ? usingFor(source, program, site.model, site.name.specifier) : undefined;
  const declared = using && declareUsing(source, target, using, site.model);
  const edits = [failure, ...targets.map((one) => closeInFinally(source, style, one))];
  const isWhole = edits.every((one) => one !== undefined);
  if (!declared && !isWhole) {
    const settled = closeWhenSettled(source, obligated);
    if (settled) return [toSuggestion('closeWhenSettled', client, settled)];
    const inCallback = release.kind === 'never' ? closeInCallback(source, style, obligated) : undefined;
    if (inCallback) return [toSuggestion('closeInCallback', client, inCallback)];
    return atCaller() ?? no('what stands between its construction and the end of the block cannot be put into a `try` unchanged');
  }
  return [
    ...(declared ? [toSuggestion(using === 'using' ? 'using' : 'awaitUsing', client, declared)] : []),
    ...(isWhole ? [toSuggestion('closeInFinally', client, edits.flat())] : []),
  ];
}

/** What stands behind a `return` releases nothing, and goes with the edit. */
function isReleased({ releases }: ClosingTarget): boolean {
  return releases.some((release) => !isNeverRun(release));
}

/** Others have it in the end: it is closed when the function fails before that. */
export function heldSuggestions(source: Source, { site, hold, release }: Finding, client: string): Suggestion[] {
  const obligated = obligatedBy(site);
  const style = styleOf(source);
  const target = hold === 'untilKept' ? closingTargetOf(source, obligated) : undefined;
  const edits = (target && closeUntilKept(source, style, target))
    ?? (hold === 'untilKept' && release.kind === 'somePaths' ? closeUntilHandedOver(source, style, obligated, release.witness) : undefined);
  if (edits) return [toSuggestion('closeOnFailure', client, edits)];
  const onGiven = hold === 'onGiven' && release.kind === 'somePaths' ? closeOnGiven(source, style, obligated, release.witness) : undefined;
  return onGiven ? [toSuggestion('closeInFinally', client, onGiven)] : withhold(source, site.node, 'closing', HELD) ?? [];
}

const HELD = 'others find it where it is put';

/** It is lost where another file gets it from a function: closed there, by an edit of that file. */
function closingElsewhere(
  source: Source, program: Program, finding: Finding | CheckoutFinding, witness: Witness, made: Obligated,
): Elsewhere | undefined {
  const there = witness.file === source.file ? undefined : source.sourceOf?.(witness.file);
  const target = there && targetAtLoss(there, program, finding, witness, made)?.[0];
  // What is released there already is moved; what is not may be left to somebody else.
  if (!target || target.releases.length === 0 || openTransaction(there, target) !== undefined) return undefined;
  const edits = closeInFinally(there, styleOf(there), target);
  return edits && { file: there.file, edits };
}

interface Elsewhere {
  readonly file: FileModel;
  readonly edits: readonly Edit[];
}

/** It is never closed where another file gets it from a function, on the way of the trace: closed there, by an edit of that file. */
function closingAtCaller(source: Source, finding: Finding | CheckoutFinding, made: Obligated): Elsewhere | undefined {
  const files = new Set(finding.trace.map(({ file }) => file));
  for (const file of [...files].reverse()) {
    const there = file === source.file ? undefined : source.sourceOf?.(file);
    // The outermost call that gives the client is where it ends up.
    const call = there && callsOnTheWay(there, finding).at(-1);
    const target = call && targetAt(there, made, call);
    const isCloseable = target?.releases.length === 0 && openTransaction(there!, target) === undefined;
    const edits = isCloseable ? closeInFinally(there!, styleOf(there!), target) : undefined;
    if (edits) return { file, edits };
  }
  return undefined;
}

/** An edit of ESLint changes the file of the construction. */
function whereLost({ file }: Source, program: Program, witness: Witness | undefined): string {
  if (!witness || witness.file === file) return 'it is lost before the function that closes it has it';
  const place = `${program.relativePath(witness.file)}:${witness.file.lineOf(witness.node)}`;
  return `it is lost at ${place}, and the edit belongs there, where the function that constructs it is called`;
}

/** What is never closed is closed where it is made, or at each call of the function that makes it. Empty where one of them has no end. */
function targetsOf(source: Source, program: Program, made: Obligated): ClosingTarget[] {
  const own = closingTargetOf(source, made);
  if (own && closeInFinally(source, styleOf(source), own)) return [own];
  const calls = factoryCallsOf(source, program, made.node, true);
  // What is returned is held by those who call the function.
  const targets = calls.length > 0 ? calls.map((call) => targetAt(source, made, call)) : [own];
  return targets.every((target) => target !== undefined) ? targets : [];
}

/** The function that returns it closes it where it fails before that. */
function failureOfOpener(source: Source, style: Style, made: Obligated): Edit[] | undefined {
  const own = closingTargetOf(source, made);
  const [first, ...others] = own ? remaining(own, []) : [];
  const isReturnOnly = others.length === 0 && first?.type === 'ReturnStatement' && first.argument?.type === 'Identifier';
  return !own || isReturnOnly ? [] : closeOnFailure(source, style, own);
}

/** The function that loses it has it by its construction, or by a call. `undefined` where that is not to be found in this file. */
function targetAtLoss(
  source: Source, program: Program, finding: Finding | CheckoutFinding, { file, node }: Witness, made: Obligated,
): ClosingTarget[] | undefined {
  const { site } = finding;
  if (file !== source.file) return undefined;
  const isLostIn = (call: Node): boolean => {
    const owner = enclosingFunction(call);
    return owner !== undefined && isInside(node, owner);
  };
  if (site.file === source.file && isLostIn(site.node)) return [closingTargetOf(source, made)].filter((target) => target !== undefined);
  const call = callsOnTheWay(source, finding).find((one) => isLostIn(one.node))
    // No request leads there.
    ?? callsOfFactory(source, program, finding).find((one) => isLostIn(one.node));
  if (call) return [targetAt(source, made, call)].filter((target) => target !== undefined);
  // What holds it there is an object that closes it.
  const owner = enclosingFunction(node);
  const holder = owner && 'arguments' in finding ? holderTargetOf(source, program, finding, owner) : undefined;
  return holder && [holder];
}

function targetAt(
  source: Source, made: Obligated, { node, isAsync, mayBeNothing, mayBeFalse, part }: FactoryCall,
): ClosingTarget | undefined {
  const kind = isAsync || made.kind === 'asyncFactory' ? 'asyncFactory' : 'factory';
  const target = closingTargetOf(source, { ...made, node, kind, ...(part !== undefined && { part, setup: [] }) });
  // What is taken out of nothing fails at once, and what is taken out of `false` is nothing.
  if (part !== undefined) return mayBeFalse ? undefined : target;
  if (target && mayBeFalse) return closedIfTrue(target);
  // Whoever looks whether it is there does not know that it always is.
  return target && (mayBeNothing || isLookedFor(target)) ? { ...target, close: target.closeIfMade } : target;
}

/** `if (client) await client.close()`, because `false?.close()` fails. */
function closedIfTrue(target: ClosingTarget): ClosingTarget {
  const test = `if (${target.variable.name}) `;
  const close = test + target.close;
  const closeQuietly = target.closeQuietly === undefined ? undefined : test + target.closeQuietly;
  return { ...target, close, closeIfMade: close, closeQuietly, closeIfMadeQuietly: closeQuietly };
}

/** `if (!client) return;` */
function isLookedFor({ variable, releases }: ClosingTarget): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent } = outermost(identifier);
    const isTest = (parent?.type === 'UnaryExpression' && parent.operator === '!') || parent?.type === 'IfStatement';
    return isTest && !releases.some((release) => isInside(identifier, release));
  });
}

/** The edits after which what was borrowed is given back on every path. */
export function givingBackSuggestions(
  source: Source, finding: CheckoutFinding, program: Program,
): Suggestion<keyof typeof releaseMessages>[] {
  const { site, witness } = finding;
  const { model } = site;
  const no = (reason: string): [] => withhold(source, site.node, 'closing', reason) ?? [];
  const obligated: Obligated = { ...model, node: site.node, setup: [] };
  if (finding.hold) {
    const held = finding.hold === 'untilKept' ? closingTargetOf(source, obligated) : undefined;
    const isPlain = held && openTransaction(source, held) === undefined;
    const onFailure = isPlain ? closeUntilKept(source, styleOf(source), held) : undefined;
    return onFailure ? [toSuggestion('releaseOnFailure', model.noun, onFailure)] : no(HELD);
  }
  const targets = witness ? targetAtLoss(source, program, finding, witness, obligated) : targetsOf(source, program, obligated);
  if (targets === undefined) {
    const elsewhere = witness && closingElsewhere(source, program, finding, witness, obligated);
    if (elsewhere) return [{ ...toSuggestion('releaseInFinally', model.noun, elsewhere.edits), file: elsewhere.file }];
    return no(whereLost(source, program, witness));
  }
  const [target] = targets;
  const style = styleOf(source);
  const inCatch = !target && witness?.kind === 'throw' ? closeInCatch(source, style, obligated) : undefined;
  if (inCatch) return [toSuggestion('releaseOnFailure', model.noun, inCatch)];
  const atCaller = (): Suggestion<keyof typeof releaseMessages>[] | undefined => {
    const found = witness ? undefined : closingAtCaller(source, finding, obligated);
    return found && [{ ...toSuggestion('releaseInFinally', model.noun, found.edits), file: found.file }];
  };
  // What is begun in it would go back with it.
  if (!target && !beginsTransaction(source, site.node)) {
    const settled = closeWhenSettled(source, obligated);
    if (settled) return [toSuggestion('releaseWhenSettled', model.noun, settled)];
    const named = witness ? undefined : closeNamed(source, style, obligated, [camelCase(model.noun.split(' ').map(pascalCase).join(''))]);
    if (named) return [toSuggestion('releaseInFinally', model.noun, named)];
  }
  if (!target) {
    return atCaller() ?? no('it is not held by one variable of an asynchronous function from there to the end of a block');
  }
  if (witness?.kind === 'throw' && target.releases.length === 0 && target.made === site.node) {
    const onFailure = closeOnFailure(source, style, target);
    if (onFailure) return [toSuggestion('releaseOnFailure', model.noun, onFailure)];
  }
  if (targets.some((one) => (witness !== undefined) !== isReleased(one))) return no('something else gives it back');
  const transactions = targets.map((one) => openTransaction(source, one));
  if (transactions.includes('unclear')) return no('it carries a transaction, of which it is not clear where it is rolled back');
  const isBare = targets.length === 1 && transactions[0] === undefined;
  const using = isBare ? usingFor(source, program, model, site.specifier) : undefined;
  const declared = using && declareUsing(source, target, using, model);
  const edits = targets.map((one, at) => {
    const transaction = transactions[at];
    return closeInFinally(source, style, one, transaction === 'unclear' ? undefined : transaction?.rollback);
  });
  const isWhole = edits.every((one) => one !== undefined);
  if (!declared && !isWhole) {
    const settled = beginsTransaction(source, site.node) ? undefined : closeWhenSettled(source, obligated);
    if (settled) return [toSuggestion('releaseWhenSettled', model.noun, settled)];
    return atCaller() ?? no('what stands between its construction and the end of the block cannot be put into a `try` unchanged');
  }
  return [
    ...(declared ? [toSuggestion(using === 'using' ? 'releaseUsing' : 'releaseAwaitUsing', model.noun, declared)] : []),
    ...(isWhole ? [toSuggestion('releaseInFinally', model.noun, edits.flat())] : []),
  ];
}
