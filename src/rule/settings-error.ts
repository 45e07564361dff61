import type { core } from 'zod';
import { findNearestName } from './nearest-name.js';

const settingsPath = 'settings["client-lifetime"]';

type Path = readonly PropertyKey[];

/** One line per problem: the full path of the bad key, what is wrong with it, and the mend. */
export function describeSettingsIssue(issue: core.$ZodRawIssue | core.$ZodIssue, base: Path = []): string {
  const path = [...base, ...(issue.path ?? [])];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], knownKeys(issue))).join('\n');
    case 'invalid_value':
      return invalidValue(path, issue.input, issue.values.map(String));
    case 'invalid_union':
      return issue.errors.length === 0 && 'options' in issue && Array.isArray(issue.options)
        ? invalidValue(path, discriminatorOf(issue), issue.options.map(String))
        : invalidUnion(path, issue);
    case 'invalid_type':
      return invalidType(path, issue.input, issue.expected);
    case 'too_small':
      return tooSmall(path, issue.origin, Number(issue.minimum));
    default:
      return `${formatPath(path)}: ${issue.message ?? 'invalid'}.`;
  }
}

function unknownKey(path: Path, known: readonly string[]): string {
  const nearest = findNearestName(String(path.at(-1)), known);
  return `${formatPath(path)} is unknown. ${nearest === undefined ? listing('Known keys', known) : `Did you mean "${nearest}"?`}`;
}

function invalidValue(path: Path, input: unknown, known: readonly string[]): string {
  if (input === undefined) {
    return `${formatPath(path)} is missing. ${listing('Known values', known)}`;
  }
  const nearest = typeof input === 'string' ? findNearestName(input, known) : undefined;
  const mend = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
  return `${formatPath(path)} is ${formatValue(input)}. ${mend}${listing('Known values', known)}`;
}

function invalidType(path: Path, input: unknown, expected: string): string {
  const wanted = nounOf(expected);
  if (input === undefined) {
    return `${formatPath(path)} is missing. Give ${wanted}.`;
  }
  const mend = expected === 'array' && typeof input === 'string' ? `Write [${JSON.stringify(input)}].` : `Give ${wanted}.`;
  return `${formatPath(path)} is ${formatValue(input)}. ${mend}`;
}

function tooSmall(path: Path, origin: string, minimum: number): string {
  switch (origin) {
    case 'string':
      return `${formatPath(path)} is empty. Give at least ${minimum} character.`;
    case 'array':
      return `${formatPath(path)} is empty. Give at least ${minimum} entry.`;
    default:
      return `${formatPath(path)} is too small. Give at least ${minimum}.`;
  }
}

/** The alternative that got furthest is the one that was meant; where none got inside the value, all are named. */
function invalidUnion(path: Path, issue: core.$ZodRawIssue<core.$ZodIssueInvalidUnion> | core.$ZodIssueInvalidUnion): string {
  const inner = issue.errors.flatMap((issues) => issues.find(({ path: below }) => below.length > 0) ?? []);
  if (inner[0] !== undefined) {
    return describeSettingsIssue(inner[0], path);
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
  return `${formatPath(path)} is ${state}. Give ${[...new Set(wanted)].join(' or ')}.`;
}

/** zod does not say which keys an object or a record knows, but the schema that complains does. */
function knownKeys(issue: core.$ZodRawIssue | core.$ZodIssue): string[] {
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

function formatPath(path: Path): string {
  const steps = path.map((key) => (typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`));
  return `${settingsPath}${steps.join('')}`;
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
