import type { CatalogIndex } from '../catalog/merge.js';
import type { OwningClientModel } from '../catalog/types.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_RELEASE_STEPS } from '../limits/limits.js';
import { releasesOf } from '../ownership/lives/local-life.js';
import type { LocalLife, Taker } from '../ownership/lives/local-life.js';
import type { Program } from '../project/program.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { mayFail } from './failing-calls.js';
import { callsAsyncFunction, isInfallibleCall } from './infallible-calls.js';
import { looksIntoMissing } from './looks-into.js';
import { walkReleasePaths } from './paths/release-paths.js';
import { isOpen } from './paths/release-state.js';
import type { ReleaseQuestion } from './paths/release-question.js';
import { isDeclaredNowhere } from '../project/undeclared-names.js';

/*
 * What is asked of the paths of a function: where the client is released in it, which of these calls may fail before they have done so,
 * and which cannot fail at all.
 */

/** When a client opens something. */
export type Connects = OwningClientModel['connects'];

/** What a client is, as far as it matters for when it is open. */
export interface Opening {
  /** When it opens something. Left out: when it is made. */
  readonly connects?: Connects;
  /** Methods that open it, and leave nothing open where they fail. */
  readonly cleanFailure?: readonly string[];
  /** Methods (`*` allowed) that open nothing. */
  readonly inert?: readonly string[];
  /** Methods of it that do not fail, or leave nothing to release where they do. */
  readonly harmless?: readonly string[] | undefined;
  /** Others may have it for as long as they like first. What connects gives up by itself, perhaps before somebody else does. */
  readonly isQueued?: true;
  /** Whether who waits for so long (milliseconds, an expression of that file) may stop before it is opened. Left out: nobody knows. */
  readonly outlasts?: ((file: FileModel, delay: Node) => boolean) | undefined;
  /** Methods that open it, and leave it open where they fail. */
  readonly openFailure?: readonly string[];
  /** Calls that end what has lent it, and with that all that it has lent. */
  readonly lenderEnds?: { readonly file: FileModel; readonly nodes: readonly Node[] } | undefined;
  /** What is known of parameters by those who call their functions, and of constants of the module. */
  readonly truthsOf?: (file: FileModel, variable: Variable) => readonly boolean[] | undefined;
  /** Whether a value may be missing, so that a look into it fails. */
  readonly isMissing?: (file: FileModel, value: Node) => boolean;
  /** Ways out on which it is released besides: what is asked for an edit. */
  readonly besides?: ReadonlySet<Node>;
}

/** The question without where the client comes from. */
type Asked = Omit<ReleaseQuestion, 'origin'> & Required<Pick<ReleaseQuestion, 'losing' | 'isQuiet'>>;

export function questionOf(
  program: Program, index: CatalogIndex, life: LocalLife, boundary: FunctionNode,
  { harmless = [], isQueued, outlasts, lenderEnds, besides, truthsOf, isMissing }: Opening = {},
): Asked {
  const { file } = life;
  const ends = lenderEnds?.file === file ? lenderEnds.nodes : [];
  const wrapped = new Set<CallNode>(life.effects.of('wrapped').map(({ call }) => call));
  return {
    file, boundary, releases: [...releasesOf(life), ...ends], maxSteps: MAX_RELEASE_STEPS, besides,
    mayComeLate: isQueued ?? (outlasts && ((delay) => outlasts(file, delay))),
    truthsOf: truthsOf && ((variable) => truthsOf(file, variable)),
    isMissing: isMissing && ((value) => isMissing(file, value)),
    looksIntoMissing: isMissing && ((call) => looksIntoMissing(program, file, call, (value) => isMissing(file, value))),
    isNowhere: (name) => isDeclaredNowhere(program, file, name),
    losing: new Map([...life.takers]
      .flatMap(([call, takers]) => (takers.some((taker) => losesOnFailure(program, index, taker)) ? [[call, 'told']] : []))),
    isQuiet: (call) => wrapped.has(call) || isInfallibleCall(program, index, file, call) || isCallOf(harmless, call),
    isBeginning: (call) => callsAsyncFunction(program, file, call),
    mayFail: (call) => mayFail(program, file, call),
    onLimit: () => noteLimit('MAX_RELEASE_STEPS', file, boundary),
  };
}

export function isCallOf(methods: readonly string[], { callee }: CallNode): boolean {
  const access = unwrap(callee);
  return methods.length > 0 && access.type === 'MemberExpression' && methods.includes(propertyName(access) ?? '');
}

/**
 * `await work(client)`, where `work` releases what it is given at its end, and not when something before that fails. One that goes without
 * releasing it in another way, on a condition perhaps, may have been told to.
 */
function losesOnFailure(program: Program, index: CatalogIndex, { life, parameter }: Taker): boolean {
  if (!parameter || !isFunction(life.boundary) || life.boundary.generator) return false;
  const { answer, ends } = walkReleasePaths({ ...questionOf(program, index, life, life.boundary), origin: parameter });
  return answer.kind === 'somePaths' && answer.witness.kind !== 'overwritten'
    && ends.every(({ way, state }) => way === 'throw' || !isOpen(state));
}
