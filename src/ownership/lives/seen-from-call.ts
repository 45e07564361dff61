import type { Landing } from '../../flow/spots.js';
import type { Path } from '../../resolve/path.js';
import type { Effect } from './effects.js';
import { keptBySubclass } from './super-call.js';

/**
 * What a called function does with the client, as seen from the call: an effect, the path under which the result of the call has it, or
 * that it is released. `isConstructor`: the function is one, and the call makes the object.
 */
export function seenFromCall(
  landing: Extract<Landing, { kind: 'argument' }>, effect: Effect, isConstructor: boolean,
): Effect | { readonly alias: Path } | 'released' | undefined {
  const here = { file: landing.file, node: landing.call };
  switch (effect.kind) {
    case 'used':
    case 'releasedAtEnd':
    case 'touched':
    case 'partKept':
    case 'handleKept':
    case 'setUp':
      return effect;
    case 'released':
      return 'released';
    case 'returned':
      return { alias: effect.path };
    case 'keptByField':
      if (isConstructor && !effect.isStatic) return { alias: effect.path };
      return keptBySubclass(landing, effect) ?? { kind: 'handedOver', ...here, isKept: true };
    case 'keptByVariable':
    case 'exported':
    case 'stored':
    case 'handedOver':
      // A client kept by somebody else's variable or object is that one's to release.
      return { kind: 'handedOver', ...here, isKept: effect.kind !== 'handedOver' || effect.isKept === true };
    case 'boundByUsing':
    case 'wrapped':
      // The parameter is another name, whose end is not the client's.
      return undefined;
  }
}
