import type { RuntimeModel } from '../catalog/types.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { Holder } from '../ownership/ending.js';
import type { KeptPlace } from '../ownership/places/kept-place.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Site } from '../sites/sites.js';
import type { TraceStep } from '../reach/reach.js';
import type { Serving } from '../serving/serving.js';
import type { Rewalk } from '../release/losing-ways.js';
import type { ReleasePaths } from '../release/paths/release-paths.js';

/** How often the construction runs. */
export type RunAnswer = 'perRequest' | 'perIteration' | 'once' | 'unknown';
/** Who keeps the client. */
export type KeepAnswer = 'local' | 'cached' | 'requestOwned' | 'unknown';
/** Where the arguments of the construction come from. */
export type ArgumentsAnswer = 'constant' | 'request' | 'unknown';

/** What an edit may ask of the code around a construction. */
export interface Surroundings {
  /** Whether one object of the class, or one run of the function, serves all requests. */
  livesOnce(owner: ClassNode | FunctionNode): boolean;
  /** Whether the code runs once per process. */
  runsOnce(node: Node): boolean;
  /** Whether the program itself gives something that the expressions read another value while it serves. */
  mayBeReplaced(expressions: readonly Node[]): boolean;
  /** Whether the call makes another form of a client that is this argument of it, or an option in it, and shares its obligation. */
  isWrapper(call: CallNode, argument: Node): boolean;
}

/** What is known where nobody who runs the construction is in sight. */
export interface Unreached {
  /** What is not known, as a sentence without its full stop: "no caller of `run()` was found". */
  readonly unknown: string;
  /** Whether the code evidently serves requests. */
  readonly serving: Serving;
  /** Where the arguments of the construction come from, as far as that can be told without callers. Found when it is asked for. */
  readonly arguments: () => ArgumentsAnswer;
}

/** The four answers about one construction site, with what they were found from. */
export interface Finding {
  readonly site: Site;
  readonly run: RunAnswer;
  /** The entry point and the way from it to the construction, outermost function first; only with `perRequest`. */
  readonly entry?: EntryPoint;
  readonly trace: readonly TraceStep[];
  /** All entry points that lead to the construction in a way that is reported, `entry` first; only with `perRequest`. */
  readonly entries?: () => readonly EntryPoint[];
  readonly keep: KeepAnswer;
  readonly release: ReleasePaths;
  /** The walks of all paths on which it is lost in this way. Left out or empty: they cannot be walked again. */
  readonly rewalks?: readonly Rewalk[];
  /** The calls that release it, as far as all of them stand in the function that constructs it or in functions nested there. */
  readonly releases?: readonly Node[];
  /** What releases it in another way in which its life can end, behind another caller: one for all would be released by that. */
  readonly otherReleases?: readonly Node[];
  readonly arguments: ArgumentsAnswer;
  /** The runtime in which it runs, if the catalog says something of it that matters here. */
  readonly runtime?: RuntimeModel;
  /** Only with `perRequest`, or where the client is certainly lost. */
  readonly around?: Surroundings;
  /** It connects on first use, and nothing that is done with it opens a connection. */
  readonly isInert: boolean;
  /** It is made only where somebody tries the code on a machine of their own. */
  readonly isLocalOnly?: boolean;
  /** Something that outlives the function has a part of it. */
  readonly isPartKept?: boolean;
  /** The variable or field in which each client takes the place of the one before. */
  readonly overwrites?: KeptPlace;
  /** The construction, in the same file, of the client that works with it, ends it, and is judged for both. */
  readonly judgedWith?: Site;
  /** Others have it in the end. */
  readonly hold?: Holder['kind'];
  /** Another one is made only when the time of the last one is up. */
  readonly isTimed?: boolean;
  /** Only where it is certainly lost, and unknown how often that happens. */
  readonly unreached?: Unreached;
  /** Which limit or unknown stopped the analysis, for people who ask why nothing was reported. */
  readonly reason?: string;
}
