import type { FileModel, Variable } from '../../resolve/file-model.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';

/** The statement after which the client is lost. */
export interface Witness {
  readonly kind: 'throw' | 'return' | 'end' | 'overwritten';
  readonly file: FileModel;
  readonly node: Node;
  /** Nothing says that it ever fails but that any call may. */
  readonly isDoubtful?: boolean;
  /** The release behind it, where both stand in one `finally` block. */
  readonly before?: Node;
}

/** What is asked of a function. */
export interface ReleaseQuestion {
  readonly file: FileModel;
  /** The function in which the client lives. */
  readonly boundary: FunctionNode;
  /** What gives the client: an expression, the name a nested function assigns it to, a parameter, or the function, which has it before. */
  readonly origin: Node;
  /** The name by which it is first used, where it opens nothing before; and the parameter that says that this failed and left nothing. */
  readonly firstUse?: Node;
  readonly failure?: Node;
  /** Calls that release it, and release methods that are passed on as values. */
  readonly releases: readonly Node[];
  /** Of these, calls of functions that lose it if something fails in them before they release it; with what fails, if they do not tell. */
  readonly losing?: ReadonlyMap<Node, Witness | 'told'>;
  /** What fails in the call by which it is first used, after which it is open all the same. */
  readonly failedOpening?: Witness | undefined;
  /** Methods that open it, and leave it open where they fail. */
  readonly openFailure?: readonly string[];
  /** Assignments and calls after which others have it. */
  readonly keeps?: ReadonlySet<Node>;
  /** Only what is lost by a failure that can happen every day counts. */
  readonly onlyFailures?: boolean;
  /** Whether a call cannot fail, beside those that never can. */
  readonly isQuiet?: (call: CallNode) => boolean;
  /** Whether a call only begins something: what fails in it rejects a promise. */
  readonly isBeginning?: (call: CallNode) => boolean;
  /** Whether a call that nothing waits for is known to fail now and then. */
  readonly mayFail?: (call: CallNode) => boolean;
  /** Whether a value may be missing, so that a look into it fails. */
  readonly isMissing?: ((value: Node) => boolean) | undefined;
  /** Whether a call gives such a value to a function that looks into it. */
  readonly looksIntoMissing?: ((call: CallNode) => boolean) | undefined;
  /** Whether a name is declared nowhere, so that reading it fails. */
  readonly isNowhere?: (name: Node) => boolean;
  /** What a parameter of the function, or a constant outside of it, is known to be: set, or not, or both. */
  readonly truthsOf?: ((variable: Variable) => readonly boolean[] | undefined) | undefined;
  /** The parts of what the origin gives that have the client. Left out: nobody knows. */
  readonly parts?: ReadonlySet<string> | undefined;
  /** What a test tells of the client that says nothing of it itself: `present`, true where there is one. */
  readonly tells?: ((test: Node) => 'present' | 'absent' | undefined) | undefined;
  /** The function gives it back: what returns a value hands it on, and what returns none does not. */
  readonly isGivenBack?: boolean;
  /** It may come later than somebody is willing to wait: any time (`true`), or that of a timer (an expression, in milliseconds). */
  readonly mayComeLate?: true | ((delay: Node) => boolean) | undefined;
  /**
   * Ways out on which it is released besides, as an edit would do it: in front of `return`, `throw`, `break` and `continue`, at the end of
   * blocks, and behind an `await` that is returned. Left out: nobody asks for ways out.
   */
  readonly besides?: ReadonlySet<Node> | undefined;
  /** Nodes to look at before giving up. */
  readonly maxSteps: number;
  /** Told when it gives up. */
  readonly onLimit?: () => void;
}
