import { hasWildcard, matchesGlob, matchesPackage } from '../../catalog/match.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { CallEntry, EntryModel, ExportEntry, FrameworkModel, OnceCall, OnceEntry } from '../../catalog/types.js';
import type { Value } from '../../resolve/value.js';
import { matchesExported } from './entry-matching.js';

/*
 * Which entries of which frameworks can say something about a call, or about an export? A call is asked about for every function that is
 * given to it, an export for every function that leads to it, and the catalog has hundreds of entries, so those that cannot match are left
 * out once for all calls of the same origin and method name, and for all exports of the same name.
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

/** What was answered for an index under a key, or is now. */
function keptFor<Answer>(
  answers: WeakMap<CatalogIndex, Map<string, Answer>>, index: CatalogIndex, key: string, make: () => Answer,
): Answer {
  const known = answers.get(index) ?? new Map<string, Answer>();
  let found = known.get(key);
  if (found === undefined) {
    if (known.size > MAX_KEPT) known.clear();
    answers.set(index, known.set(key, found = make()));
  }
  return found;
}

/** `method` is the name under which the callee is a member of something; a bare function has none. */
export function registrationsFor(index: CatalogIndex, callee: Value, method: string | undefined): readonly Registrations[] {
  const key = `${callee.kind === 'package' ? callee.specifier : callee.kind === 'global' ? '\u0001' : '\u0002'}\u0000${method ?? ''}`;
  return keptFor(kept, index, key, () => index.frameworks.flatMap((framework) => registrationsOf(framework, callee, method) ?? []));
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

const registering = new WeakMap<CatalogIndex, Map<string, readonly FrameworkModel[]>>();

/** Frameworks with objects of their own that register handlers by a method of this name, or by any, where it is not known. */
export function registeringBy(index: CatalogIndex, method: string | undefined): readonly FrameworkModel[] {
  return keptFor(registering, index, method ?? '', () => index.frameworks.filter(({ packages, entries, once = [] }) => packages.length > 0
    && [...entries, ...once].some((entry) => entry.kind === 'call' && (entry.receivers ?? entry.receiverTypes) !== undefined
      && (method === undefined || entry.methods.some((pattern) => matchesGlob(pattern, method))))));
}

/** An entry for what a file exports under some names. */
export interface ExportRegistration<Entry> {
  readonly framework: FrameworkModel;
  readonly entry: Entry;
}

type Exported = ExportRegistration<ExportEntry>;
type ExportedOnce = ExportRegistration<Extract<OnceEntry, { readonly kind: 'export' }>>;

interface ExportRegistrations {
  readonly entries: readonly Exported[];
  readonly once: readonly ExportedOnce[];
}

const exportFinders = new WeakMap<CatalogIndex, (exported: readonly string[]) => ExportRegistrations>();

/** Those whose patterns mean an export, given by its segments. */
export function exportsFor(index: CatalogIndex, exported: readonly string[]): ExportRegistrations {
  let find = exportFinders.get(index);
  if (!find) exportFinders.set(index, find = exportFinder(index.frameworks));
  return find(exported);
}

function exportFinder(frameworks: readonly FrameworkModel[]): (exported: readonly string[]) => ExportRegistrations {
  const entries = byName(frameworks.flatMap((framework) => framework.entries.filter(isExport).map((entry) => ({ framework, entry }))));
  const once = byName(frameworks.flatMap((framework) => (framework.once ?? []).filter(isExport).map((entry) => ({ framework, entry }))));
  const known = new Map<string, ExportRegistrations>();
  return (exported) => {
    const key = keyOf(exported);
    let found = known.get(key);
    if (!found) {
      if (known.size > MAX_KEPT) known.clear();
      known.set(key, found = { entries: entries(exported), once: once(exported) });
    }
    return found;
  };
}

function isExport<Entry extends EntryModel | OnceEntry>(entry: Entry): entry is Extract<Entry, { readonly kind: 'export' }> {
  return entry.kind === 'export';
}

/** Names without a wildcard, which are nearly all, are looked up. */
function byName<Found extends ExportRegistration<{ readonly exports: readonly string[] }>>(
  all: readonly Found[],
): (exported: readonly string[]) => readonly Found[] {
  const exact = new Map<string, number[]>();
  const wild: { readonly pattern: string; readonly length: number | undefined; readonly at: number }[] = [];
  for (const [at, { entry }] of all.entries()) {
    for (const pattern of entry.exports) {
      const segments = pattern.split('.');
      const key = keyOf(segments);
      if (hasWildcard(pattern)) wild.push({ pattern, length: segments.includes('**') ? undefined : segments.length, at });
      else exact.set(key, [...exact.get(key) ?? [], at]);
    }
  }
  return (exported) => {
    const found = new Set(exact.get(keyOf(exported)));
    for (const { pattern, length, at } of wild) {
      if ((length ?? exported.length) === exported.length && !found.has(at) && matchesExported(pattern, exported)) found.add(at);
    }
    return [...found].sort((a, b) => a - b).map((at) => all[at]!);
  };
}

/** What is exported may have a name with a dot in it. */
function keyOf(segments: readonly string[]): string {
  return segments.join('\u0000');
}
