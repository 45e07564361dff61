import { packageOfSpecifier } from '../../../catalog/merge.js';
import type { Fingerprint } from '../../../catalog/measured/fingerprint.js';
import type { Unit } from '../units/unit.js';
import { ENGINE, kindsOf, PROJECT, readKinds } from './rows.js';
import type { Kinds } from './rows.js';

/*
 * Which measured client makes what grows?
 * Input: a unit, and the fingerprints of clients. Output: the client whose objects they are, with those that leave the same objects.
 * What is compared are kinds of objects with their numbers: by package and name; by name alone, where a bundle hides the packages; and by
 * numbers alone, where it hides the names too.
 * Invariant: no client is named of which the unit has less than most, or that explains less than most of the unit, or whose own package
 * makes objects of which none is there. Blind spot: clients that nobody measured and that are made of a measured one with few objects of
 * their own; options that change what a client is made of.
 */

/** What of a unit was recognised. */
export type Basis =
  /** Constructors by package and name. */
  | 'packages'
  /** Names of constructors: the package of none is known. */
  | 'names'
  /** Only how many of each kind there are: packages are unknown, and names minified. It may be another client that is made of this one. */
  | 'numbers';

export interface MeasuredClient {
  readonly package: string;
  readonly version: string;
  /** Ways to make it that leave the same objects. */
  readonly exports: readonly string[];
}

export interface FoundClient {
  /** The one that fits best, and those that fit as well. */
  readonly clients: readonly MeasuredClient[];
  readonly basis: Basis;
  /** Kinds of objects that the best one adds to a heap, as far as they were compared, and how many of them are there. */
  readonly kinds: number;
  readonly found: number;
  /** Part of the unit that it explains, of all that was compared. */
  readonly explained: number;
}

/** Least part of a client's kinds that the unit has, and of the unit's that the client has. */
const MIN_FOUND = 0.75;
const MIN_EXPLAINED = 0.5;

/** Fits that differ by less are as good as one another; so much is in common of what is made of the same objects. */
const SAME = 0.01;
const MIN_ALIKE = 0.95;

/** Names that the classes of no other package have, without which names alone tell nothing. */
const MIN_TELLING_NAMES = 5;

/** Where only numbers are left, they must be of many kinds, agree nearly all, and those of clients made of other packages much less. */
const MIN_NUMBERS = 20;
const MIN_NUMBERS_SCORE = 0.8;
const MIN_NUMBERS_LEAD = 0.12;

/** Names of classes after minifying, and the part of them that are so short. */
const MAX_MINIFIED = 3;
const MIN_MINIFIED = 0.7;

/** Code of every kind makes these. */
const literals = new Set([`${ENGINE} Object`, `${ENGINE} Array`]);

/** How many there are of each kind. */
type Numbers = ReadonlyMap<string, number>;

interface Known {
  readonly of: Fingerprint;
  readonly kinds: Kinds;
  readonly ofPackages: Numbers;
}

interface Fit extends Known {
  /** How many kinds of its own package are missing; `undefined` where what there is does not tell it from others of the same parts. */
  readonly missing: number | undefined;
  readonly wanted: number;
  readonly found: number;
  readonly explained: number;
  readonly score: number;
}

export function findClient(
  { rows, alongside }: Pick<Unit, 'rows' | 'alongside'>, fingerprints: readonly Fingerprint[],
): FoundClient | undefined {
  const unit = kindsOf(rows);
  const measured = fingerprints.flatMap((of) => [false, true].map((isLost): Known => {
    const kinds = readKinds(of.rows, isLost);
    return { of, kinds, ofPackages: flatten(kinds, isPackage) };
  }));
  return byPackages(unit, kindsOf([...rows, ...alongside]), measured) ?? byNames(unit, measured) ?? byNumbers(unit, measured);
}

function byPackages(unit: Kinds, all: Kinds, measured: readonly Known[]): FoundClient | undefined {
  const inUnit = flatten(unit, isPackage);
  const there = flatten(all, isPackage);
  const isThere = (of: Known) => (name: string): boolean => all.get(packageOf(of))?.has(name) ?? false;
  return best(measured.flatMap((known) => fitOf(known, known.ofPackages, inUnit, ownMissing(known, isThere(known)), there)), 'packages');
}

function byNames(unit: Kinds, measured: readonly Known[]): FoundClient | undefined {
  const there = byNameAlone(flatten(unit, (owner) => owner === PROJECT));
  const packages = new Map<string, Set<string>>();
  for (const { kinds } of measured) {
    for (const [owner, ofOwner] of kinds) {
      if (isPackage(owner)) for (const name of ofOwner.keys()) packages.set(name, (packages.get(name) ?? new Set()).add(owner));
    }
  }
  return best(measured.flatMap((known) => {
    const wanted = byNameAlone(known.ofPackages);
    const telling = [...wanted.keys()].filter((name) => there.has(name) && packages.get(name)?.size === 1);
    return telling.length < MIN_TELLING_NAMES ? [] : fitOf(known, wanted, there, ownMissing(known, (name) => there.has(plainName(name))));
  }), 'names');
}

function byNumbers(unit: Kinds, measured: readonly Known[]): FoundClient | undefined {
  const there = numbersOf(unit);
  // Packages and names that can be seen, and are not those of a measured client, are those of another one.
  if (there.size < MIN_NUMBERS || !isMinified(unit) || flatten(unit, isPackage).size > 0) return undefined;
  const fits = measured.flatMap((known) => fitOf(known, numbersOf(known.kinds), there, 0)).sort(byScore);
  const [first] = fits;
  if (!first || first.score < MIN_NUMBERS_SCORE) return undefined;
  const near = fits.filter(({ score }) => score > first.score - MIN_NUMBERS_LEAD);
  if (near.some((fit) => mainPackage(fit) !== mainPackage(first))) return undefined;
  // Clients that are made of one package cannot be told from one another: its own stands for all.
  return best(near.filter((fit) => packageOf(fit) === mainPackage(first)), 'numbers');
}

function isMinified(unit: Kinds): boolean {
  const names = [...byNameAlone(flatten(unit, (owner) => owner === PROJECT)).keys()];
  return names.length > 0 && names.filter((name) => name.length <= MAX_MINIFIED).length >= names.length * MIN_MINIFIED;
}

/** Kinds by one key each. */
function flatten(kinds: Kinds, isWanted: (owner: string) => boolean): Numbers {
  return new Map([...kinds].filter(([owner]) => isWanted(owner)).flatMap(([owner, ofOwner]) => (
    [...ofOwner].map(([name, each]): [string, number] => [`${owner} ${name}`, each]))));
}

/** Bundlers number classes of one name. */
function byNameAlone(kinds: Numbers): Numbers {
  const names = new Map<string, number>();
  for (const [key, each] of kinds) {
    const name = plainName(key.slice(key.indexOf(' ') + 1));
    names.set(name, (names.get(name) ?? 0) + each);
  }
  return names;
}

function plainName(name: string): string {
  return name.replace(/@\d+$/, '').replace(/^_+|\d+$/g, '');
}

/**
 * How many kinds of its own package are missing. `undefined` when it has none, or half of them are: then it cannot be told from others that
 * are made of the same parts.
 */
function ownMissing({ of, kinds }: Known, isThere: (name: string) => boolean): number | undefined {
  const own = [...kinds.get(packageOfSpecifier(of.package))?.keys() ?? []];
  const missing = own.filter((name) => !isThere(name));
  return missing.length * 2 >= own.length ? undefined : missing.length;
}

/** What is left without names of packages and of their classes: of how many kinds there are one each, two, and so on. */
function numbersOf(kinds: Kinds): Numbers {
  const isNamed = (owner: string): boolean => owner === ENGINE || isOfNode(owner);
  const numbers = new Map([...flatten(kinds, isNamed)].filter(([key]) => !literals.has(key)));
  const turns = new Map<number, number>();
  for (const each of flatten(kinds, (owner) => !isNamed(owner)).values()) {
    const turn = turns.get(each) ?? 0;
    turns.set(each, turn + 1);
    numbers.set(`${PROJECT} ${each} of kind ${turn}`, each);
  }
  return numbers;
}

/** `there`: what was made in the same numbers beside what is in the unit, too. */
function fitOf(known: Known, wanted: Numbers, inUnit: Numbers, missing: number | undefined, there = inUnit): Fit[] {
  const found = agreement(wanted, there) / wanted.size;
  const explained = agreement(wanted, inUnit) / inUnit.size;
  if (!(found >= MIN_FOUND && explained >= MIN_EXPLAINED)) return [];
  const present = [...wanted.keys()].filter((key) => there.has(key)).length;
  return [{ ...known, missing, wanted: wanted.size, found: present, explained, score: (2 * found * explained) / (found + explained) }];
}

/** How many kinds agree; one of which there are half as many counts half. */
function agreement(wanted: Numbers, there: Numbers): number {
  return sum([...wanted].map(([key, each]) => {
    const other = there.get(key) ?? 0;
    return Math.min(each, other) / Math.max(each, other);
  }));
}

function best(fits: readonly Fit[], basis: Basis): FoundClient | undefined {
  // Of two clients of one package, the larger one lacks what only it has.
  const isTooLarge = (fit: Fit): boolean => fits.some((other) => packageOf(other) === packageOf(fit) && other.missing! < fit.missing!);
  const sorted = fits.filter((fit) => fit.missing === undefined || !isTooLarge(fit)).sort(byScore);
  const first = sorted.find(({ missing }) => missing !== undefined);
  if (!first) return undefined;
  const clients: { package: string; version: string; exports: string[] }[] = [];
  const equals = sorted.filter((fit) => first.score - fit.score < SAME && (fit.missing !== undefined || isAlike(fit, first)));
  for (const { of } of [first, ...equals]) {
    const known = clients.find((client) => client.package === of.package);
    if (!known) clients.push({ package: of.package, version: of.version, exports: [of.export] });
    else if (!known.exports.includes(of.export)) known.exports.push(of.export);
  }
  return { clients, basis, kinds: first.wanted, found: first.found, explained: first.explained };
}

function isAlike(one: Known, other: Known): boolean {
  return (2 * agreement(one.ofPackages, other.ofPackages)) / (one.ofPackages.size + other.ofPackages.size) >= MIN_ALIKE;
}

/** The package that constructs most kinds of its objects. */
function mainPackage({ kinds }: Known): string | undefined {
  return [...kinds].filter(([owner]) => isPackage(owner)).sort(([, a], [, b]) => b.size - a.size)[0]?.[0];
}

function byScore(a: Fit, b: Fit): number {
  return b.score - a.score;
}

function packageOf({ of }: Known): string {
  return packageOfSpecifier(of.package);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function isOfNode(owner: string): boolean {
  return owner.startsWith('node:');
}

function isPackage(owner: string): boolean {
  return owner !== ENGINE && owner !== PROJECT && !isOfNode(owner);
}
