import type { CallSite } from '../reach/callers.js';
import type { Run, TraceStep } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';
import type { KeptPlace } from './places/kept-place.js';
import type { EffectOf } from './lives/effects.js';
import type { LocalLife } from './lives/local-life.js';
import type { HolderClass } from '../sites/client-calls.js';

/** A function that a client came through on its way outwards. */
export interface Hand extends TraceStep {
  /** What becomes of the client in it, where it gives the client back. */
  readonly life?: LocalLife;
  /** The calls that told it there what to connect to. */
  readonly setUps: readonly EffectOf<'setUp'>[];
  /** The class whose instances keep it from here on, where what makes the object names that class. */
  readonly holder?: HolderClass;
  /** A field that keeps it, of whatever makes the object. */
  readonly field?: EffectOf<'keptByField'>;
  /** What becomes of the client in the function, where that puts it into a field. */
  readonly filling?: LocalLife;
}

/** A client in a function, on its way outwards. */
export interface Held {
  readonly file: FileModel;
  /** The expression that gives the client in the function. */
  readonly origin: Node;
  readonly life: LocalLife;
  /** The functions that it came through, innermost last. */
  readonly via: readonly Hand[];
}

/** A function that has a client, which others have as well in the end: what it loses before, or takes back, is its own. */
export interface Holder extends Held {
  /** `untilKept`: until it puts the client where others find it. `onGiven`: it releases what it put onto an object that it was given. */
  readonly kind: 'untilKept' | 'onGiven';
  /** Code that the function does not call by itself works with it while it is there. */
  readonly isUsedMeanwhile?: boolean;
}

/** One way in which the life of a client can end. */
export type Ending =
  /** It dies, or is left behind, with a run of one function. */
  | {
    readonly keep: 'local'; readonly life: LocalLife; readonly origin: Node; readonly run: Run; readonly via: readonly Hand[];
    /** The place outside of the function where the next run puts another one. */
    readonly overwrites?: KeptPlace;
    /** Other requests use what stands in that place until then: as good as kept, unless each request puts a client of its own there. */
    readonly isUsedByOthers?: boolean;
    /** It was only made and put into a place before it came here. */
    readonly isFresh?: boolean;
    /** Left out: nobody else ever has it. */
    readonly hold?: Holder['kind'];
    /** A framework passes it around for as long as the request lasts, and whoever reads it there only uses it. */
    readonly isPassedAround?: boolean;
    /** Another one is made only when the time of the last one is up. */
    readonly isTimed?: boolean;
  }
  /** Something that lives as long as the process keeps it. `place` is where it goes there, or where nobody can follow it. */
  | { readonly keep: 'cached'; readonly reason: string; readonly place: CallSite }
  /** An object that was given to the function keeps it, whose owner may release it. */
  | { readonly keep: 'requestOwned'; readonly reason: string; readonly place: CallSite }
  /** Nobody can tell. */
  | { readonly keep: 'unknown'; readonly reason: string; readonly place: CallSite };

export type LocalEnding = Extract<Ending, { keep: 'local' }>;
