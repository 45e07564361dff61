import type { FileModel } from '../../resolve/file-model.js';
import type { Path } from '../../resolve/path.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Boundary } from '../../flow/spots.js';
import type { Obligation } from '../../sites/client-calls.js';
import type { EffectOf, Effects } from './effects.js';

/** What becomes of a client, or of something that holds it, inside one function. */
export interface LocalLife {
  readonly file: FileModel;
  readonly boundary: Boundary;
  /** The function has made it, or was handed what made it; it is not lent, and no module keeps it. */
  readonly isOwn: boolean;
  readonly effects: Effects;
  /** Nested functions that release it. */
  readonly releasers: Set<FunctionNode>;
  /** What functions do with it that are given it by a call and release it there. */
  readonly takers: Map<Node, Taker[]>;
  /** Aliases that nobody has looked at, because a limit was met. */
  unfollowed: number;
}

/** A function that releases what it is given, and the parameter by which it gets it; without one, a method of the object that has it. */
export interface Taker {
  readonly life: LocalLife;
  readonly parameter?: Node;
}

/** The calls, or uses, that release it, in this function or in functions nested in it. */
export function releasesOf({ effects }: LocalLife): Node[] {
  return effects.of('released').map(({ node }) => node);
}

/** Whether somebody else has it afterwards. */
export function isElsewhere({ effects }: LocalLife): boolean {
  return LEAVING.some((kind) => effects.has(kind));
}

const LEAVING = ['handedOver', 'returned', 'keptByVariable', 'keptByField', 'exported', 'stored'] as const;

/** A call gives it to a function that releases it there. Of a parameter that is taken apart nobody knows which part it is. */
export function noteTaker({ takers }: LocalLife, call: CallNode, taker: Taker): void {
  if ((taker.parameter && taker.parameter.type !== 'Identifier') || !taker.life.effects.has('released')) return;
  takers.set(call, [...takers.get(call) ?? [], taker]);
}

/** The calls that tell it what to connect to. */
export function setUpsOf({ effects }: LocalLife): EffectOf<'setUp'>[] {
  return effects.of('setUp');
}

/** Where it stands in what the function gives back. */
export function returnedPaths({ effects }: LocalLife): Path[] {
  return effects.of('returned').map(({ path }) => path);
}

/** Where a method puts what its object has under `path` already: into other fields of the object. */
export function namedAnew(inside: LocalLife | undefined, path: Path): EffectOf<'keptByField'>[] {
  return inside?.effects.of('keptByField').filter((effect) => !effect.isStatic && effect.path.join() !== path.join()) ?? [];
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
  /**
   * The life of what the instances of a class hold under `path`, inside a method of it; `undefined` while that is looked at. `isOwn`: of an
   * object that the caller of the method owns.
   */
  ofMethod(file: FileModel, method: FunctionNode, path: Path, obligation: Obligation, isOwn?: boolean): LocalLife | undefined;
  /** The functions that callers give for a parameter that is called (`fn` in `withClient(fn)`), if all of them are known. */
  callbacksOf(file: FileModel, callee: Node): readonly FunctionSite[] | undefined;
}

/** What happens to a value in two places of one function. */
export function joined(one: LocalLife, other: LocalLife): LocalLife {
  return {
    ...one,
    effects: one.effects.and(other.effects),
    releasers: new Set([...one.releasers, ...other.releasers]),
    takers: new Map([...one.takers, ...other.takers]),
    unfollowed: one.unfollowed + other.unfollowed,
  };
}
