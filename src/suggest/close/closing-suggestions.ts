import type { Program } from '../../project/program.js';
import type { Finding } from '../../verdict/finding.js';
import type { CheckoutFinding } from '../../verdict/checkout-finding.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import { declareUsing, usingFor } from './await-using.js';
import { closeInFinally } from './close-in-finally.js';
import { closeOnFailure } from './close-on-failure.js';
import { closingTargetOf } from './closing-target.js';
import type { ClosingTarget, Obligated } from './closing-target.js';
import { openTransaction } from './open-transaction.js';
import { factoryCallOf } from './factory-call.js';
import type { Source } from '../text/source.js';
import { withhold } from '../text/withhold.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { releaseMessages, Suggestion } from '../text/suggestion.js';

/** The edits after which a client is closed on every path. */
export function closingSuggestions(source: Source, { site, release }: Finding, program: Program, client: string): Suggestion[] {
  const { model } = site;
  const obligated = { ...model, node: site.node, setup: model.setup ?? [] };
  const target = closingTargetOf(source, obligated) ?? targetAtCaller(source, program, obligated);
  const no = (reason: string): [] => withhold(source, site.node, 'closing', reason) ?? [];
  if (!target) return no('it is not held by one variable of an asynchronous function from there to the end of a block');
  const style = styleOf(source.code, source.file.path);
  const owner = enclosingFunction(target.made);
  const isLostHere = release.kind === 'somePaths' && release.witness.file === source.file && owner !== undefined
    && isInside(release.witness.node, owner);
  if (isLostHere && target.releases.length === 0) {
    const onFailure = release.witness.kind === 'throw' ? closeOnFailure(source, style, target) : undefined;
    return onFailure ? [toSuggestion('closeOnFailure', client, onFailure)] : no('it is lost in other ways than by a failure before it is returned');
  }
  if ((release.kind !== 'never') !== (target.releases.length > 0)) return no('something else closes it');
  // What is lost before the function has it stays lost, wherever that closes it.
  if (release.kind === 'somePaths' && !isLostHere) {
    return no('it is lost before the function that closes it has it');
  }
  // What a function says that it gives may be another type than that of the class.
  const factory = enclosingFunction(site.node);
  const isTyped = target.made !== site.node && isFunction(factory) && factory.returnType !== undefined;
  const using = isTyped ? undefined : usingFor(source, program, model, site.name.specifier);
  const declared = using && declareUsing(source, target, using, model);
  const edits = closeInFinally(source, style, target);
  if (!declared && !edits) return no('what stands between its construction and the end of the block cannot be put into a `try` unchanged');
  return [
    ...(declared ? [toSuggestion(using === 'using' ? 'using' : 'awaitUsing', client, declared)] : []),
    ...(edits ? [toSuggestion('closeInFinally', client, edits)] : []),
  ];
}

/** A function constructs it for the only place that calls it. */
function targetAtCaller(source: Source, program: Program, made: Obligated): ClosingTarget | undefined {
  const call = made.kind === 'asyncFactory' ? undefined : factoryCallOf(source, program, made.node);
  return call && closingTargetOf(source, { ...made, node: call.node, kind: call.isAsync ? 'asyncFactory' : 'factory' });
}

/** The edits after which what was borrowed is given back on every path. */
export function givingBackSuggestions(
  source: Source, { site, witness }: CheckoutFinding, program: Program,
): Suggestion<keyof typeof releaseMessages>[] {
  const { model } = site;
  const target = closingTargetOf(source, { ...model, node: site.node, setup: [] });
  if (!target || (witness !== undefined) !== (target.releases.length > 0)) return [];
  const transaction = openTransaction(source, target);
  if (transaction === 'unclear') return [];
  const using = transaction === undefined ? usingFor(source, program, model, site.specifier) : undefined;
  const declared = using && declareUsing(source, target, using, model);
  const edits = closeInFinally(source, styleOf(source.code, source.file.path), target, transaction?.rollback);
  return [
    ...(declared ? [toSuggestion(using === 'using' ? 'releaseUsing' : 'releaseAwaitUsing', model.noun, declared)] : []),
    ...(edits ? [toSuggestion('releaseInFinally', model.noun, edits)] : []),
  ];
}
