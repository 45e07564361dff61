import type { TSESLint } from '@typescript-eslint/utils';
import { lowestVersion } from '../catalog/merge.js';
import type { EditGroup } from '../limits/debug-log.js';
import type { Program } from '../project/program.js';
import type { SharedClose } from '../release/shared/shared-close.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';
import { placeNodes } from '../syntax/place-nodes.js';
import type { CheckoutFinding } from '../verdict/checkout-finding.js';
import type { Finding } from '../verdict/finding.js';
import { callbackMemo, isGivenToCallback } from './callback/callback-memo.js';
import { releaseInCallback } from './callback/release-in-callback.js';
import { closingSuggestions, givingBackSuggestions, heldSuggestions } from './close/closing-suggestions.js';
import { obligatedBy } from './held/closing-target.js';
import { dropClose, isOnlyOpened } from './close/drop-close.js';
import { giveBackUnused } from './callback/give-back-unused.js';
import { keyedCacheOffer } from './cache/keyed-cache-offer.js';
import { ownClient, ownOfPackage } from './close/own-client.js';
import { parsesUsing } from './close/parses-using.js';
import { releaseWhereLost } from './lost/release-where-lost.js';
import { rollBackOnFailure } from './lost/roll-back-on-failure.js';
import { loanInstead } from './pool/loan-instead.js';
import { poolInstead } from './pool/pool-instead.js';
import { sharedPool } from './pool/shared-pool.js';
import { sharedProcess } from './process/shared-process.js';
import { sharingSuggestions } from './share/sharing-suggestions.js';
import { isSound } from './text/sound-edit.js';
import type { Source } from './text/source.js';
import { areKnown, styleOf } from './text/style-of.js';
import { textsOf, toSuggestion } from './text/suggestion.js';
import type { dropMessages, releaseMessages, Suggestion, SuggestionMessageId } from './text/suggestion.js';
import { withhold } from './text/withhold.js';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** The edits that repair a finding, best first. Empty when none is certainly right. `client` is what the messages call it. */
export function suggestionsFor(
  context: Context, finding: Finding, program: Program, client: string,
): Suggestion[] {
  const source = toSource(context, program, finding.site.file);
  if (!isScript(source)) return withhold(source, finding.site.node, 'sharing', IN_TEMPLATE) ?? [];
  return sound(source, finding.site.node, 'sharing', edits(source, finding, program, client));
}

const IN_TEMPLATE = 'the file is a component with a template';

/** Those that pass the last look at them. */
function sound<Id extends string>(source: Source, node: Node, group: EditGroup, offered: Suggestion<Id>[]): Suggestion<Id>[] {
  const passed = offered.filter((one) => isSound(one.file ?? source.file, one));
  if (passed.length < offered.length) {
    withhold(source, node, group, 'what it would make of the file does not parse, or has a name that means something else');
  }
  const readable = passed.filter((one) => areKnown(source, textsOf(one)));
  if (readable.length < passed.length) withhold(source, node, group, 'it needs syntax that is newer than what the package is to run on');
  return readable;
}

function edits(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  if (finding.unreached) return editsWithoutCallers(source, { ...finding, arguments: finding.unreached.arguments() }, program, client);
  // One client for all is not for whoever takes it from there, and closes it.
  if (finding.hold) return heldSuggestions(source, finding, client);
  const sharing = sharingOf(source, finding, program, client);
  // Where it is not known whose the arguments are, or they are parameters that are always given the same, a client per key is right too.
  const mayCache = finding.overwrites === undefined && (finding.arguments === 'request' || sharing.length === 0);
  const cache = mayCache ? cacheFor(source, finding, program, client) : undefined;
  const cached = cache ? [cache.suggestion] : [];
  const mayClose = finding.release.kind === 'somePaths'
    || (finding.release.kind === 'never' && (finding.arguments !== 'constant' || sharing.length === 0));
  const closing = mayClose ? closingOf(source, finding, program, client) : [];
  const pool = sharing.length + cached.length === 0 ? poolFor(source, finding, program, client) : undefined;
  if (pool) return [pool, ...closing];
  const divided = sharing.length + cached.length === 0 ? sharedProcess(source, finding, program, client) : undefined;
  if (divided) return [divided, ...closing];
  return cache?.isFreeInput === true ? [...sharing, ...closing, ...cached] : [...sharing, ...cached, ...closing];
}

/**
 * Nobody knows who calls it. To close what is lost is right whoever does; one client for all is right where it is always the same, and one
 * for each key where it is not, both from the first use on, because the function may never be called.
 */
function editsWithoutCallers(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  const closing = closingOf(source, finding, program, client);
  const sharing = sharingOf(source, finding, program, client).filter(({ messageId }) => FIRST_USE.has(messageId));
  const pool = sharing.length === 0 ? poolFor(source, finding, program, client) : undefined;
  const cache = closing.length + sharing.length === 0 && !pool ? cacheFor(source, finding, program, client) : undefined;
  return [...closing, ...sharing, ...pool ? [pool] : [], ...cache ? [cache.suggestion] : []];
}

/** Closed in one place for all paths; where that is not right, on each that loses it. */
function closingOf(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  const closing = closingSuggestions(source, finding, program, client);
  const { site, rewalks = [], release } = finding;
  if (closing.length > 0 || release.kind !== 'somePaths' || finding.overwrites) return closing;
  const edits = releaseWhereLost(source, rewalks, obligatedBy(site));
  return typeof edits === 'string' ? withhold(source, site.node, 'closing', edits) ?? [] : [toSuggestion('closeWhereLost', client, edits)];
}

/** What gives its client to a callback is shared in a way of its own. */
function sharingOf(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  if (!isGivenToCallback(finding)) return sharingSuggestions(source, finding, program, client);
  const shared = callbackMemo(source, finding, program, client);
  return shared ? [shared] : [];
}

/** A callback is called by what opens the client, and would not be by a cache that has it already. */
function cacheFor(source: Source, finding: Finding, program: Program, client: string): ReturnType<typeof keyedCacheOffer> {
  return isGivenToCallback(finding) ? undefined : keyedCacheOffer(source, finding, program, client);
}

/** One pool in place of the connections. */
function poolFor(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  return sharedPool(source, finding, program, client) ?? poolInstead(source, finding, program, client)
    ?? loanInstead(source, finding, program, client);
}

const FIRST_USE: ReadonlySet<SuggestionMessageId> = new Set(['lazyGetter', 'asyncMemo', 'classFieldLazy']);

/** The edits that give back what was borrowed from a pool. */
export function suggestionsForCheckout(
  context: Context, finding: CheckoutFinding, program: Program,
): Suggestion<keyof typeof releaseMessages>[] {
  const source = toSource(context, program, finding.site.file);
  const no = (reason: string): [] => withhold(source, finding.site.node, 'closing', reason) ?? [];
  if (!isScript(source)) return no(IN_TEMPLATE);
  // What a callback gets is given back where that ends, which is no block with a `finally`.
  const { model, node, givenTo } = finding.site;
  if (finding.site.givenByName) return no('a function that stands elsewhere is given it');
  const unused = finding.witness || finding.hold ? undefined : giveBackUnused(source, styleOf(source), finding.site);
  if (unused) return sound(source, node, 'closing', [toSuggestion('releaseAtOnce', model.noun, unused)]);
  const inCallback = givenTo && releaseInCallback(source, styleOf(source), finding.site);
  if (givenTo && !inCallback) no('a callback is given it, and more is done with it than one thing after the other');
  const whole = inCallback ? [toSuggestion('releaseInCallback', model.noun, inCallback)]
    : givenTo ? [] : givingBackSuggestions(source, finding, program);
  if (whole.length > 0 || !finding.witness || finding.hold) return sound(source, node, 'closing', whole);
  const edits = releaseWhereLost(source, finding.rewalks ?? [], { ...model, setup: [], node });
  if (typeof edits !== 'string') return sound(source, node, 'closing', [toSuggestion('releaseWhereLost', model.noun, edits)]);
  const rolledBack = finding.witness.kind === 'throw' ? rollBackOnFailure(source, styleOf(source), finding.site) : undefined;
  return rolledBack ? sound(source, node, 'closing', [toSuggestion('rollBackOnFailure', model.noun, rolledBack)]) : no(edits);
}

/** The edits that leave a shared client open. */
export function suggestionsForClose(context: Context, close: SharedClose, program: Program): Suggestion<keyof typeof dropMessages>[] {
  const source = toSource(context, program, close.file);
  if (!isScript(source)) return withhold(source, close.node, 'closing', IN_TEMPLATE) ?? [];
  const client = source.file.textOf(close.receiver).replace(/\s+/g, '');
  // One that does one thing at a time is of no use to all, nor is one that the next request may need with other options.
  const drop = close.isSerial || close.mayNeedOthers ? undefined : dropClose(source, close, client);
  // To open what is open already is not for every client.
  const own = drop && close.isReopenable ? undefined : ownClient(source, program, close, client);
  const ofPackage = drop || own ? undefined : ownOfPackage(source, program, close, client);
  for (const one of [own, drop, ofPackage]) if (one && isSound(source.file, one)) return [one];
  if (isOnlyOpened(source, close)) return withhold(source, close.node, 'closing', 'it is opened only to see whether it can be') ?? [];
  return withhold(source, close.node, 'closing', 'what opens it would run on for each request, or more than the close would go') ?? [];
}

/** What `check` tells the rules beside what ESLint does: the source of any file, because its edits may be of any. */
export interface AllSources {
  readonly sourceOf?: (file: FileModel) => Source['code'];
}

function toSource(context: Context & AllSources, program: Program, file: FileModel): Source {
  const { sourceOf } = context;
  return {
    ...placed(context.sourceCode, program, file, context),
    ...(sourceOf && { sourceOf: (other: FileModel) => placed(sourceOf(other), program, other, context) }),
  };
}

function placed(code: Source['code'], program: Program, file: FileModel, context: Context): Source {
  placeNodes(file.tree.ast, file.tree.visitorKeys, file.tree.text);
  const compiler = program.versionOf(file, 'typescript');
  const lowest = { node: program.lowestNode(file), typescript: compiler === undefined ? undefined : lowestVersion(compiler) };
  return { code, file, parsesUsing: parsesUsing(context), lowest };
}

/** Components in one file with a template have other module scopes than the parsed text shows. */
function isScript({ file }: Source): boolean {
  return /\.[cm]?[jt]sx?$/i.test(file.path);
}
