import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, Variable } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';

/** The vocabulary of following a value forward: where it is, and where it lands. */

/**
 * The call through which a value came into a function: what that function does with it happens on behalf of this call alone.
 */
export interface CallContext {
  readonly file: FileModel;
  readonly call: CallNode;
  readonly target: FunctionNode;
  readonly outer?: CallContext;
  readonly depth: number;
}

/** A value: the node that gives it, and the path from there to what is looked for. */
export interface Spot {
  readonly file: FileModel;
  readonly node: Node;
  readonly path: Path;
  readonly context?: CallContext;
}

export type Landing =
  /** It is called, or constructed with `new`, or read through a getter. */
  | { readonly kind: 'called'; readonly file: FileModel; readonly node: Node; readonly context?: CallContext }
  /** It, or something that holds it under `path`, is an argument. */
  | {
    readonly kind: 'argument'; readonly file: FileModel; readonly call: CallNode; readonly index: number; readonly path: Path;
    readonly context?: CallContext;
    /** The way on through the parameter, if the callee is a function or class of the project. Not with a boundary. */
    readonly inside?: () => FlowStep;
  }
  | { readonly kind: 'exported'; readonly file: FileModel; readonly name: string; readonly path: Path }
  /** One of its own members is read. */
  | { readonly kind: 'member'; readonly file: FileModel; readonly node: TSESTree.MemberExpression; readonly name: string | undefined }
  /** One of its own members is destructured. */
  | { readonly kind: 'taken'; readonly file: FileModel; readonly node: Node; readonly name: string }
  /** What holds it under `path` is called, or one of the holder's other members is. */
  | { readonly kind: 'holderCalled'; readonly file: FileModel; readonly call: CallNode; readonly path: Path }
  /** Inside a boundary only: another member of what holds it under `path` is read, which may be a getter. */
  | { readonly kind: 'holderRead'; readonly file: FileModel; readonly access: TSESTree.MemberExpression; readonly path: Path }
  /**
   * It is put somewhere that is not followed: a member of a parameter, a collection, a global. `put`: where, if `node` is what the name of
   * the object stands for.
   */
  | { readonly kind: 'stored'; readonly file: FileModel; readonly node: Node; readonly path: Path; readonly put?: Node }
  /** It is returned by, or captured in, a function; the flow goes on with that function's results. */
  | { readonly kind: 'returned'; readonly file: FileModel; readonly function: FunctionNode; readonly path: Path }
  /** Inside a boundary only: a variable that outlives the boundary's function holds it. */
  | { readonly kind: 'kept'; readonly file: FileModel; readonly variable: Variable; readonly node: Node; readonly path: Path }
  /** Inside a boundary only: a field of a class's instances, or of the class itself, holds it. */
  | {
    readonly kind: 'field'; readonly file: FileModel; readonly class: ClassNode; readonly isStatic: boolean; readonly node: Node;
    readonly path: Path;
  }
  /** It goes where this analysis does not follow. */
  | { readonly kind: 'lost'; readonly file: FileModel; readonly node: Node };

/** An object that a value is put into: `app.locals.cache = cache`. */
export interface HeldBy {
  readonly file: FileModel;
  readonly object: Node;
}

export interface FlowStep {
  readonly onward: Spot[];
  readonly landings: Landing[];
  /** Objects that the value is put into, without a boundary: it is followed there by the name of the object alone. */
  readonly holders?: readonly HeldBy[];
  /** How many uses of variables were looked at. */
  readonly work: number;
}

/** The function, class (its field initialisers) or module within which a value is followed. */
export type Boundary = FunctionNode | ClassNode | TSESTree.Program;

/** Marks, at the end of a path, a getter: reading it is calling it. */
export const GETTER = '!';
