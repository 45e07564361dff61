import { describeStep } from '../reach/describe-step.js';
import type { Program } from '../project/program.js';
import type { Holding, Occasion } from '../catalog/types.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { TraceStep } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { carrierOf } from '../sites/carrier.js';
import type { Finding } from '../verdict/finding.js';

/** Something at a place, and how a request gets there. */
export interface Traced {
  readonly site: { readonly file: FileModel };
  readonly entry?: EntryPoint;
  readonly trace: readonly TraceStep[];
  /** All entry points that lead to it, `entry` first. */
  readonly entries?: () => readonly EntryPoint[];
}

/** The parts of the messages: who is constructed, how often and from where, what each one holds. */

const HOLDINGS: Readonly<Record<Exclude<Holding, 'nothing'>, string>> = {
  'grpc-channel': 'a gRPC channel with a connection of its own',
  socket: 'a connection of its own',
  pool: 'a connection pool of its own',
  'http-agent': 'an HTTP agent with keep-alive sockets of its own',
  'child-process': 'a process of its own',
  threads: 'worker threads of its own',
  timer: 'a timer and a cache of its own',
};

const OCCASIONS: Readonly<Record<Occasion, string>> = {
  request: 'request',
  message: 'message',
  invocation: 'invocation',
  connection: 'connection',
  tick: 'tick of a timer',
  turn: 'turn of a loop',
};

/** What a person would call the thing that is constructed: `MongoClient`, `createClient()`, `amqp.connect()`. */
export function clientName(finding: Finding): string {
  const { name: { segments, specifier }, file, node } = finding.site;
  const last = segments.at(-1)!;
  const isNew = node.type === 'NewExpression';
  const written = file.textOf(node.callee);
  if (last === 'default') return `${written}${isNew ? '' : '()'}`;
  if (isNew) return segments.filter((segment) => /^[A-Z]/.test(segment)).at(-1) ?? last;
  if (last.endsWith('()')) return specifier;
  // A function of a module says more with the name that the module has in the file.
  const isOfModule = segments.length === 1 && /^[\w$]+\.[\w$]+$/.test(written) && written.endsWith(`.${last}`);
  return `${isOfModule ? written : segments.slice(-2).join('.')}()`;
}

export function holding(finding: Finding): string {
  return HOLDINGS[finding.site.holds];
}

export function occasion({ entry, isTimed }: Pick<Traced, 'entry'> & Pick<Finding, 'isTimed'>): string {
  return `${entry ? OCCASIONS[entry.occasion] : 'call'}${isTimed ? ' that comes when the time of the last one is up' : ''}`;
}

/** `POST /verify and 3 more → verifyToken() services/captcha.ts:8`: from the entry point to the construction. */
export function trace(program: Program, finding: Traced): string {
  const [first, ...others] = finding.trace;
  // Straight in the handler: the place of the report says it all.
  const isDirect = others.length === 0 && first?.file === finding.site.file;
  const steps = isDirect ? [] : finding.trace.map((step) => describeStep(program, step));
  // Callbacks without a name, one in another on the same line, are one place to the reader.
  const places = steps.filter((step, position) => step !== steps[position - 1]);
  const more = (finding.entries?.().length ?? 1) - 1;
  const label = finding.entry?.label ?? 'entry point';
  return [more > 0 ? `${label} and ${more} more` : label, ...places].join(' → ');
}

/**
 * What becomes of it, what works with it, and what is true of it once nobody refers to it any more; empty, or sentences with a space before
 * them. `findings` are all of the file.
 */
export function afterwards(program: Program, finding: Finding, findings: readonly Finding[]): string {
  const { overwrites, site: { model: { collected } } } = finding;
  const carrier = carrierOf(finding.site, findings.map(({ site }) => site));
  return [
    overwrites && `The next one takes its place in \`${overwrites.name}\`.`,
    carrier && `The \`${carrier.name.segments.at(-1)!}\` of ${program.relativePath(carrier.file)}:${carrier.file.lineOf(carrier.node)} `
      + 'works with it, and closes it.',
    collected,
  ].flatMap((sentence) => (sentence ? ` ${sentence}` : [])).join('');
}

/** What to do about it. */
export function advice(finding: Finding): string {
  const { session, shareInstead, unshareable } = finding.site.model;
  if (session !== undefined) return `Release it when it is done; it is not for sharing, because ${asClause(session)}`;
  if (shareInstead !== undefined) return `Share one \`${shareInstead}\` instead`;
  if (unshareable === undefined && finding.run === 'perRequest' && finding.arguments === 'unknown') {
    // One for all could be that of another tenant.
    const perValue = 'Keep one for each value of its arguments, if those are few';
    return finding.release.kind === 'never' ? `${perValue}, or release it when it is done` : perValue;
  }
  if (unshareable === undefined) return 'Construct it once and share it';
  switch (unshareable) {
    case 'serial':
      return 'Release it when it is done, because one cannot serve several requests at once';
    case 'breaks':
      return 'Share one, and replace it when its connection breaks';
  }
}

/** A full sentence as a part of another. */
function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}

/** What is not known of a client that is certainly lost, and what says that it matters all the same; empty where callers are known. */
export function evidence({ unreached }: Finding): string {
  if (!unreached) return '';
  const { unknown, serving } = unreached;
  const known = serving.serves ? `, and ${serving.evidence}` : '';
  return `${unknown[0]!.toUpperCase()}${unknown.slice(1)}${known}.`;
}
