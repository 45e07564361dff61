import type { FileModel, Variable } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Boundary } from '../flow/spots.js';
import type { Obligation } from '../sites/client-calls.js';

/** What becomes of a client, or of something that holds it, inside one function. */
export interface LocalLife {
  readonly file: FileModel;
  readonly boundary: Boundary;
  /** Calls (or uses) that release it, in this function or in functions nested in it. */
  readonly releases: Node[];
  /** It is bound by `using`. */
  isUsing: boolean;
  /** Calls of its own methods that set it up: `client.connect(options)`. */
  readonly setups: { readonly file: FileModel; readonly call: CallNode }[];
  /** Calls that are given it and cannot fail. */
  readonly quiet: Node[];
  readonly returned: Path[];
  readonly fields: {
    readonly class: ClassNode; readonly file: FileModel; readonly isStatic: boolean; readonly path: Path; readonly node: Node;
  }[];
  readonly kept: { readonly variable: Variable; readonly path: Path; readonly node: Node }[];
  isExported: boolean;
  isStored: boolean;
  /** What it is stored in is a global. */
  isGlobal: boolean;
  isHandedOver: boolean;
  /** Something that outlives the function has a part of it. */
  isPartKept: boolean;
  /** Something was done with it that opens its connection. */
  isUsed: boolean;
  /** Something was done with it at all. */
  hasInertUse: boolean;
  /** Nested functions that release it. */
  readonly releasers: Set<FunctionNode>;
}

/** A function, and the file that it stands in. */
export interface FunctionSite {
  readonly file: FileModel;
  readonly node: FunctionNode;
}

/** What one life asks of others: of an expression's elsewhere, of a parameter's in a called function, of a field's in a method. */
export interface OtherLives {
  /** The life of what stands at `paths` of the value of an expression, inside the function (or module level, or class) around it. */
  ofExpression(
    file: FileModel, node: Node, paths: readonly Path[], obligation: Obligation, releasers: ReadonlySet<FunctionNode>,
  ): LocalLife;
  /** The life of a parameter inside its function. */
  ofParameter(file: FileModel, fn: FunctionNode, index: number, path: Path, obligation: Obligation): LocalLife | undefined;
  /** What a method of a class does with what its instances hold under `path`: release it, or give it to code that is not followed. */
  ofMethod(
    file: FileModel, method: FunctionNode, path: Path, obligation: Obligation,
  ): { readonly releases: boolean; readonly handsOver: boolean };
  /** The functions that callers give for a parameter that is called (`fn` in `withClient(fn)`), if all of them are known. */
  callbacksOf(file: FileModel, callee: Node): readonly FunctionSite[] | undefined;
}

/** What happens to a value in two places of one function. */
export function joined(one: LocalLife, other: LocalLife): LocalLife {
  return {
    file: one.file,
    boundary: one.boundary,
    releases: [...one.releases, ...other.releases],
    isUsing: one.isUsing || other.isUsing,
    setups: [...one.setups, ...other.setups],
    quiet: [...one.quiet, ...other.quiet],
    returned: [...one.returned, ...other.returned],
    fields: [...one.fields, ...other.fields],
    kept: [...one.kept, ...other.kept],
    isExported: one.isExported || other.isExported,
    isStored: one.isStored || other.isStored,
    isGlobal: one.isGlobal || other.isGlobal,
    isHandedOver: one.isHandedOver || other.isHandedOver,
    isPartKept: one.isPartKept || other.isPartKept,
    isUsed: one.isUsed || other.isUsed,
    hasInertUse: one.hasInertUse || other.hasInertUse,
    releasers: new Set([...one.releasers, ...other.releasers]),
  };
}
