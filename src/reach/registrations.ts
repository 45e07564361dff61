import { matchesGlob, matchesPackage } from '../catalog/match.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { CallEntry, FrameworkModel, OnceCall } from '../catalog/types.js';
import type { Value } from '../resolve/value.js';

/*
 * Which entries of which frameworks can say something about a call? A call is asked about for every function that is given to it, and the
 * catalog has hundreds of entries, so those that cannot match are left out once for all calls of the same origin and method name.
 * Invariant: what is left out would not have matched, and the order of the frameworks stays.
 */

export interface Registrations {
  readonly framework: FrameworkModel;
  readonly once: readonly OnceCall[];
  readonly entries: readonly CallEntry[];
}

/** Kept answers. A project has some hundreds of pairs of package and method name. */
const MAX_KEPT = 5000;

const kept = new WeakMap<CatalogIndex, Map<string, readonly Registrations[]>>();

/** `method` is the name under which the callee is a member of something; a bare function has none. */
export function registrationsFor(index: CatalogIndex, callee: Value, method: string | undefined): readonly Registrations[] {
  const known = kept.get(index) ?? new Map<string, readonly Registrations[]>();
  const key = `${callee.kind === 'package' ? callee.specifier : callee.kind === 'global' ? '\u0001' : '\u0002'}\u0000${method ?? ''}`;
  let found = known.get(key);
  if (!found) {
    if (known.size > MAX_KEPT) known.clear();
    found = index.frameworks.flatMap((framework) => registrationsOf(framework, callee, method) ?? []);
    kept.set(index, known.set(key, found));
  }
  return found;
}

function registrationsOf(framework: FrameworkModel, callee: Value, method: string | undefined): Registrations | undefined {
  const isKnown = callee.kind === 'package' ? framework.packages.some((pattern) => matchesPackage(pattern, callee.specifier))
    : callee.kind === 'global' && framework.packages.length === 0;
  const canMatch = (entry: OnceCall): boolean => isKnown
    // A receiver that is told by its name, by what it was given for, or by what it is given.
    || (isToldElsewise(entry) && method !== undefined && entry.methods.some((pattern) => matchesGlob(pattern, method)));
  const once = (framework.once ?? []).filter((entry): entry is OnceCall => entry.kind === 'call').filter(canMatch);
  const entries = framework.entries.filter((entry): entry is CallEntry => entry.kind === 'call').filter(canMatch);
  const hasKeys = framework.containers?.some(({ onceKeys, classKeys }) => (onceKeys ?? classKeys) !== undefined) === true;
  return once.length + entries.length > 0 || hasKeys ? { framework, once, entries } : undefined;
}

function isToldElsewise({ receiverNames, receivedFor, firstArgument }: OnceCall): boolean {
  return (receiverNames ?? receivedFor) !== undefined || (typeof firstArgument === 'object' && 'export' in firstArgument);
}
