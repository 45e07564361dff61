import type { FileModel, Variable } from '../../resolve/file-model.js';
import type { Path } from '../../resolve/path.js';
import type { CallNode, ClassNode, Node } from '../../syntax/nodes.js';

/*
 * What becomes of a client inside one function, as data: each thing that is done with it, or with something that holds it, is an effect.
 * Input: nothing; this is the vocabulary that `exploration.ts` writes and `precedence.ts` reads.
 * Invariant: an effect says what happens at its place and nothing about what follows from it. Blind spot: the order of effects is not
 * kept; when a client is released is the question of `release/`.
 */

export type Effect =
  /** A call ends its obligation, or is given what ends it: `client.close()`. */
  | { readonly kind: 'released'; readonly node: Node }
  /** A listener releases it when the process ends, and not before. */
  | { readonly kind: 'releasedAtEnd' }
  /** `using` binds it, and releases it where the block is left. */
  | { readonly kind: 'boundByUsing'; readonly node: Node }
  /** A call of its own sets it up: `client.connect(options)`. */
  | { readonly kind: 'setUp'; readonly file: FileModel; readonly call: CallNode }
  /** A call that cannot fail makes another form of it: `promisify(client)`. */
  | { readonly kind: 'wrapped'; readonly call: CallNode }
  /** The function gives it back, under `path` of its result. */
  | { readonly kind: 'returned'; readonly path: Path }
  /** A variable that outlives the function keeps it under `path`; `node` is where it is put there. */
  | { readonly kind: 'keptByVariable'; readonly variable: Variable; readonly path: Path; readonly node: Node }
  /** A field of a class, or of its instances, keeps it under `path`. */
  | {
    readonly kind: 'keptByField'; readonly class: ClassNode; readonly file: FileModel; readonly isStatic: boolean; readonly path: Path;
    readonly node: Node;
  }
  /** The module exports it. */
  | { readonly kind: 'exported' }
  /**
   * An object that was there before the function ran keeps it: one that it was given, or a global. `put`: where it is put there, if `node`
   * is what the name of the object stands for.
   */
  | {
    readonly kind: 'stored'; readonly isGlobal: boolean; readonly file: FileModel; readonly node: Node; readonly path: Path;
    readonly put?: Node;
  }
  /**
   * Code that is not followed has it, and may keep or release it. `isKept`: the code of the project keeps it that is given it there.
   * `given`: the argument of the call that has it, and under which path.
   */
  | {
    readonly kind: 'handedOver'; readonly file: FileModel; readonly node: Node; readonly isKept?: boolean; readonly given?: GivenAt;
  }
  /** Something that outlives the function has a part of it. */
  | { readonly kind: 'partKept' }
  /** Something that outlives the function has what a method of it gave at once: a handle that goes on using it. */
  | { readonly kind: 'handleKept' }
  /** Something is done with it that opens its connection. */
  | { readonly kind: 'used' }
  /** Something is done with it that opens nothing. */
  | { readonly kind: 'touched' };

export interface GivenAt {
  readonly index: number;
  readonly path: Path;
}

export type EffectKind = Effect['kind'];
export type EffectOf<Kind extends EffectKind> = Extract<Effect, { kind: Kind }>;

/** What lets others have the client, who may release it. */
export const LETTING_GO: readonly EffectKind[] = [
  'handedOver', 'exported', 'stored', 'boundByUsing', 'returned', 'keptByVariable', 'keptByField',
];

/** Effects that are the same wherever they happen: once is enough. */
const PLACELESS: ReadonlySet<EffectKind> = new Set<EffectKind>(['exported', 'releasedAtEnd', 'partKept', 'handleKept', 'used', 'touched']);

/** A list of effects that can be asked what is in it. */
export class Effects {
  readonly #all: Effect[];

  constructor(effects: Iterable<Effect> = []) {
    this.#all = [];
    for (const effect of effects) this.add(effect);
  }

  add(effect: Effect): void {
    if (PLACELESS.has(effect.kind) && this.has(effect.kind)) return;
    this.#all.push(effect);
  }

  has(...kinds: readonly EffectKind[]): boolean {
    return this.#all.some(({ kind }) => kinds.includes(kind));
  }

  of<Kind extends EffectKind>(kind: Kind): EffectOf<Kind>[] {
    return this.#all.filter((effect): effect is EffectOf<Kind> => effect.kind === kind);
  }

  /** The others. */
  without(...kinds: readonly EffectKind[]): Effects {
    return new Effects(this.#all.filter(({ kind }) => !kinds.includes(kind)));
  }

  /** These, and more. */
  and(others: Iterable<Effect>): Effects {
    return new Effects([...this.#all, ...others]);
  }

  [Symbol.iterator](): IterableIterator<Effect> {
    return this.#all[Symbol.iterator]();
  }
}

/** Effects of one place: it has the client under one name or under several, and by which of them somebody releases it does not matter. */
export type Several<Kind extends EffectKind> = readonly [EffectOf<Kind>, ...EffectOf<Kind>[]];

/** The effects of each place. */
export function grouped<Kind extends EffectKind>(
  effects: readonly EffectOf<Kind>[], placeOf: (effect: EffectOf<Kind>) => object,
): Several<Kind>[] {
  const groups = new Map<object, [EffectOf<Kind>, ...EffectOf<Kind>[]]>();
  for (const effect of effects) {
    const known = groups.get(placeOf(effect));
    if (known) known.push(effect);
    else groups.set(placeOf(effect), [effect]);
  }
  return [...groups.values()];
}
