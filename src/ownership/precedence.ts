import type { EffectKind } from './lives/effects.js';

/*
 * A function often does several things with a client: it returns it and keeps it, it stores it and hands it over. Which of them decides who
 * owns it? One table, read from the top: the first row whose effects are there, and whose conclusion finds that it applies, decides.
 * Invariant: what is less certain stands above what is more certain, and what lives longer above what lives shorter, so that doubt leads
 * to silence and never to a report.
 */

/** What follows from effects. `lifetime.ts` has the code for each. */
export type Conclusion =
  /** Nobody can tell what becomes of it. */
  | 'outOfSight'
  /** The module keeps it for as long as the process lives. */
  | 'keptByModule'
  /** A variable of the module holds it for the time of one run only: as good as a local one. */
  | 'keptForOneRun'
  /** One of several places that keep it is never read. */
  | 'putWhereNobodyReads'
  /** Each run puts another one where the last one stands. */
  | 'overwritten'
  /** A static field keeps it. */
  | 'keptByClass'
  /** A global keeps it. */
  | 'keptByGlobal'
  /** A request keeps it, and nobody releases it from there. */
  | 'leftOnRequest'
  /** An object that the function was given keeps it. */
  | 'ownedByGiver'
  /** It is made where the module is loaded. */
  | 'madeAtModuleLevel'
  /** Variables of functions around, and fields of objects, keep it: what becomes of those is asked next. */
  | 'keptByHolders'
  /** The callers get it: what becomes of it there is asked next. */
  | 'givenBack'
  /** Nobody has it when the function ends. */
  | 'local';

/** Conclusions by which others have the client: until then the function alone had it. */
export const PUT_AWAY: ReadonlySet<Conclusion> = new Set<Conclusion>([
  'outOfSight', 'keptByModule', 'keptByClass', 'keptByGlobal', 'ownedByGiver', 'keptByHolders',
]);

export interface Row {
  /** One of these is there. None: always. */
  readonly effects: readonly EffectKind[];
  /** None of these is there. */
  readonly unless?: readonly EffectKind[];
  readonly conclusion: Conclusion;
  readonly why: string;
}

export const PRECEDENCE: readonly Row[] = [
  { effects: ['handedOver'], conclusion: 'outOfSight', why: 'code that is not followed may keep or release it, whatever else happens' },
  { effects: ['exported'], conclusion: 'keptByModule', why: 'other modules can reach it for as long as the process lives' },
  {
    effects: ['keptByVariable'], unless: ['stored'], conclusion: 'keptForOneRun',
    why: 'a variable that is always filled before it is read keeps nothing from one run to the next',
  },
  {
    effects: ['keptByVariable', 'keptByField'], unless: ['stored'], conclusion: 'putWhereNobodyReads',
    why: 'what is put where nobody reads it is dropped, and what becomes of the client is decided by where else it goes',
  },
  {
    effects: ['keptByVariable', 'keptByField'], unless: ['stored'], conclusion: 'overwritten',
    why: 'a place that every run fills anew keeps only the last one, so that it has to be told before what keeps',
  },
  { effects: ['keptByField'], conclusion: 'keptByClass', why: 'a static field lives as long as the process' },
  { effects: ['stored'], conclusion: 'keptByGlobal', why: 'a global lives as long as the process' },
  { effects: ['stored'], conclusion: 'leftOnRequest', why: 'no framework releases what it finds on a request' },
  { effects: ['stored'], conclusion: 'ownedByGiver', why: 'who gave the object may release what is in it' },
  { effects: [], conclusion: 'madeAtModuleLevel', why: 'what a module makes when it is loaded is there once' },
  {
    effects: ['keptByVariable', 'keptByField'], conclusion: 'keptByHolders',
    why: 'whoever keeps it owns it; what is returned beside is lent',
  },
  { effects: ['returned'], conclusion: 'givenBack', why: 'nobody here has it any more when the callers get it' },
  { effects: [], conclusion: 'local', why: 'nothing that outlives the function can reach it' },
];
