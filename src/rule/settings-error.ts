import type { core, ZodType } from 'zod';
import { fixedName, namePatterns } from './zod/name-patterns.js';
import { findNearestName } from './nearest-name.js';

type Path = readonly PropertyKey[];
type Issue = core.$ZodRawIssue | core.$ZodIssue;

/** Says where a key stands, given the path that leads to it. */
export type Place = (path: Path) => string;

/** The place of a key in the settings of ESLint: `settings["client-lifetime"].clients[0].kind`. */
export const inSettings: Place = (path) => `settings["client-lifetime"]${formatSteps(path)}`;

/** The place of a key in a file or in what a function is given: `catalog.json: clients[0].kind`. */
export function inside(name: string): Place {
  return (path) => (path.length === 0 ? name : `${name}: ${formatSteps(path).replace(/^\./, '')}`);
}

/** The value as the schema makes it. Throws an error with one line per problem: the path of the bad key, what is wrong, and the fix. */
export function parseWith<Output>(schema: ZodType<Output>, value: unknown, place: Place): Output {
  const result = schema.safeParse(value, { error: (issue) => describeIssue(issue, place), reportInput: true });
  if (!result.success) {
    throw new Error(result.error.issues.map(({ message }) => message).join('\n'));
  }
  return result.data;
}

/** A value that is none of the known ones, with the nearest of them. */
export function describeUnknownValue(at: string, input: unknown, known: readonly string[]): string {
  if (input === undefined) {
    return `${at} is missing. ${listing('Known values', known)}`;
  }
  const nearest = typeof input === 'string' ? findNearestName(input, known) : undefined;
  const fix = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
  return `${at} is ${formatValue(input)}. ${fix}${listing('Known values', known)}`;
}

function describeIssue(issue: Issue, place: Place): string {
  const path = issue.path ?? [];
  const at = place(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(place([...path, key]), key, knownKeys(issue))).join('\n');
    case 'invalid_value':
      return describeUnknownValue(at, issue.input, issue.values.map(String));
    case 'invalid_union':
      return issue.errors.length === 0 && 'options' in issue && Array.isArray(issue.options)
        ? describeUnknownValue(at, discriminatorOf(issue), issue.options.map(String))
        : invalidUnion(issue, place);
    case 'invalid_type':
      return invalidType(at, issue.input, issue.expected);
    case 'invalid_format':
      return invalidName(at, String(issue.input), issue.pattern);
    case 'too_small':
      return tooSmall(at, issue.origin, Number(issue.minimum));
    case 'custom':
      return `${at} is ${formatValue(issue.input)}. Give ${String(issue.params?.['wanted'])}.`;
    default:
      return `${at}: ${issue.message ?? 'invalid'}.`;
  }
}

function unknownKey(at: string, key: string, known: readonly string[]): string {
  const nearest = findNearestName(key, known);
  return `${at} is unknown. ${nearest === undefined ? listing('Known keys', known) : `Did you mean "${nearest}"?`}`;
}

function invalidType(at: string, input: unknown, expected: string): string {
  const wanted = nounOf(expected);
  if (input === undefined) {
    return `${at} is missing. Give ${wanted}.`;
  }
  const fix = expected === 'array' && typeof input === 'string' ? `Write [${JSON.stringify(input)}].` : `Give ${wanted}.`;
  return `${at} is ${formatValue(input)}. ${fix}`;
}

function invalidName(at: string, input: string, pattern: string | undefined): string {
  const form = Object.values(namePatterns).find((candidate) => String(candidate.pattern) === pattern);
  const fixed = form && fixedName(input, form);
  const fix = fixed === undefined ? `Give ${form?.wanted ?? 'another name'}.` : `Write "${fixed}".`;
  return `${at} is ${input === '' ? 'empty' : formatValue(input)}. ${fix}`;
}

function tooSmall(at: string, origin: string, minimum: number): string {
  switch (origin) {
    case 'string':
      return `${at} is empty. Give at least ${minimum} character.`;
    case 'array':
      return `${at} is empty. Give at least ${minimum} entry.`;
    default:
      return `${at} is too small. Give at least ${minimum}.`;
  }
}

/** The alternative that got furthest is the one that was meant; where none got inside the value, all are named. */
function invalidUnion(issue: core.$ZodRawIssue<core.$ZodIssueInvalidUnion> | core.$ZodIssueInvalidUnion, place: Place): string {
  const path = issue.path ?? [];
  const [inner] = issue.errors.flatMap((issues) => (
    issues.find(({ path: below, code }) => below.length > 0 || code === 'invalid_format') ?? []));
  if (inner !== undefined) {
    return describeIssue(inner, (below) => place([...path, ...below]));
  }
  const wanted = issue.errors.flatMap(([first]) => {
    switch (first?.code) {
      case 'invalid_type':
        return [nounOf(first.expected)];
      case 'invalid_value':
        return first.values.map((value) => JSON.stringify(value));
      case 'too_small':
        return [`a non-empty ${first.origin}`];
      default:
        return [];
    }
  });
  const state = issue.input === undefined ? 'missing' : formatValue(issue.input);
  return `${place(path)} is ${state}. Give ${[...new Set(wanted)].join(' or ')}.`;
}

/** zod does not say which keys an object or a record knows, but the schema that complains does. */
function knownKeys(issue: Issue): string[] {
  const definition: unknown = 'inst' in issue ? issue.inst?._zod.def : undefined;
  if (!isRecord(definition)) {
    return [];
  }
  const { shape, keyType } = definition;
  if (isRecord(shape)) {
    return Object.keys(shape);
  }
  return isRecord(keyType) && Array.isArray(keyType['options']) ? keyType['options'].map(String) : [];
}

function discriminatorOf(issue: { readonly input?: unknown; readonly discriminator?: unknown }): unknown {
  return isRecord(issue.input) && typeof issue.discriminator === 'string' ? issue.input[issue.discriminator] : issue.input;
}

function formatSteps(path: Path): string {
  return path.map((key) => (typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('');
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' && value !== null ? 'an object' : typeof value === 'function' ? 'a function' : JSON.stringify(value);
}

function listing(title: string, names: readonly string[]): string {
  return names.length === 0 ? 'Remove it.' : `${title}: ${names.map((name) => `"${name}"`).join(', ')}.`;
}

function nounOf(expected: string): string {
  switch (expected) {
    case 'array':
      return 'an array';
    case 'object':
    case 'record':
      return 'an object';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return '`true` or `false`';
    default:
      return `a ${expected}`;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
