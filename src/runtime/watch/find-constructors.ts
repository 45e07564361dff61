/**
 * Where the constructors and factories of the catalog stand in the scripts of a thread.
 * In: entry modules of packages. Out: each catalogued function with its place, and those of the methods that release what it makes.
 * Invariant: looking runs no code with side effects: getters are asked through V8, which stops those that have any.
 * Blind spot: clients that no export leads to, and methods that many names share one function for.
 */
import { matchesGlob } from '../../catalog/match.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { OwningClientModel } from '../../catalog/types.js';
import { callForObject } from '../inspector/call-in-process.js';
import type { Evaluation, RemoteObject, RequireBuiltin } from '../inspector/call-in-process.js';
import type { ProtocolSession } from '../inspector/protocol-session.js';
import { isOwning } from './catalogued-function.js';
import type { CataloguedFunction, ScriptLocation } from './catalogued-function.js';
import type { EntryModule, Part } from './loaded-packages.js';

const OBJECT_GROUP = 'client-lifetime';

/** Exports that a pattern with wildcards may lead to; a package of generated clients has some dozens. */
const MAX_EXPORTS = 400;

interface Properties {
  readonly internalProperties?: readonly { readonly name: string; readonly value?: RemoteObject }[];
}

/** The catalogued functions among what the modules export. */
export async function findConstructors(
  session: ProtocolSession, index: CatalogIndex, modules: readonly EntryModule[],
): Promise<readonly CataloguedFunction[]> {
  const found = new Map<string, CataloguedFunction>();
  try {
    for (const module of modules) {
      for (const each of await constructorsOf(session, index, module)) {
        const { scriptId, lineNumber, columnNumber } = each.location;
        const key = [scriptId, lineNumber, columnNumber].join(':');
        const before = found.get(key);
        // Several names of one class: the first, which is that of the main entry point, and any rather than that of no name.
        if (!before || (before.export === 'default' && each.export !== 'default')) found.set(key, each);
      }
    }
  } finally {
    if (!session.isClosed) await session.call('Runtime.releaseObjectGroup', { objectGroup: OBJECT_GROUP });
  }
  return [...found.values()];
}

async function constructorsOf(session: ProtocolSession, index: CatalogIndex, module: EntryModule): Promise<readonly CataloguedFunction[]> {
  const namespace = await namespaceOf(session, module);
  if (namespace?.objectId === undefined) return [];
  const patterns = index.clientsOf(module.specifier).map(({ model }) => model).filter(isOwning).flatMap((model) => model.export);
  const functions: CataloguedFunction[] = [];
  for (const { path, value } of await expand(session, namespace, [...new Set(patterns)], module.kind)) {
    const entry = index.findClient(module.specifier, path, 'new', () => module.version)
      ?? index.findClient(module.specifier, path, 'call', () => module.version);
    const location = await locate(session, value);
    if (!entry || !isOwning(entry.model) || !location) continue;
    functions.push({
      package: module.package, specifier: module.specifier, export: path.join('.'), version: module.version,
      family: entry.family, model: entry.model, location, releases: await releasesOf(session, value, entry.model),
    });
  }
  return functions;
}

/** What the module exports, without loading it: it is loaded. */
async function namespaceOf(
  session: ProtocolSession, { kind, id, parts = [] }: Pick<EntryModule, 'kind' | 'id' | 'parts'>,
): Promise<RemoteObject | undefined> {
  try {
    switch (kind) {
      case 'commonjs':
        return await callForObject(session, OBJECT_GROUP, exportsOfCommonjs, id);
      case 'esm':
        return await callForObject(session, OBJECT_GROUP, exportsOfEsm, id);
      case 'handingOn':
        return await putTogether(session, parts);
      case 'builtin':
        return await callForObject(session, OBJECT_GROUP, (require: RequireBuiltin, name: string) => require(name), id);
    }
  } catch {
    // A module whose evaluation has failed, or a loader of one's own that knows it under another name.
    return undefined;
  }
}

/** An object with what a module hands on of others, by the names that it has there. */
async function putTogether(session: ProtocolSession, parts: readonly Part[]): Promise<RemoteObject | undefined> {
  const origins = [...new Set(parts.map(({ of }) => of))];
  const namespaces = await Promise.all(origins.map((of) => namespaceOf(session, of)));
  const there = namespaces.flatMap((namespace) => namespace?.objectId ?? []);
  const [first] = there;
  if (first === undefined) return undefined;
  const wanted = parts.flatMap(({ name, imported, of }) => {
    const objectId = namespaces[origins.indexOf(of)]?.objectId;
    return objectId === undefined ? [] : [{ name, imported, of: there.indexOf(objectId), isCommonjs: of.kind === 'commonjs' }];
  });
  const { result, exceptionDetails } = await session.call<Evaluation>('Runtime.callFunctionOn', {
    objectId: first, functionDeclaration: handOn.toString(), objectGroup: OBJECT_GROUP, silent: true,
    arguments: [{ value: wanted }, ...there.map((objectId) => ({ objectId }))],
  });
  return exceptionDetails ? undefined : result;
}

interface Found {
  readonly path: readonly string[];
  readonly value: RemoteObject;
}

async function expand(
  session: ProtocolSession, namespace: RemoteObject, patterns: readonly string[], kind: EntryModule['kind'],
): Promise<readonly Found[]> {
  const found = new Map<string, Found>();
  for (const pattern of patterns) {
    const segments = pattern.split('.');
    // `module.exports` itself is the default export of a CommonJS module.
    if ((kind === 'commonjs' || kind === 'builtin') && pattern === 'default') found.set('default', { path: ['default'], value: namespace });
    for (const each of await expandFrom(session, namespace, segments, [])) {
      if (found.size < MAX_EXPORTS) found.set(each.path.join('.'), each);
    }
  }
  return [...found.values()].filter(({ value }) => value.type === 'function');
}

async function expandFrom(
  session: ProtocolSession, from: RemoteObject, [segment = '', ...rest]: readonly string[], path: readonly string[],
): Promise<readonly Found[]> {
  if (from.objectId === undefined || segment === '**') return [];
  const isResult = segment.endsWith('()');
  const glob = isResult ? segment.slice(0, -2) : segment;
  const names = glob.includes('*')
    ? (await namesIn(session, from, rest.length === 0)).filter((name) => matchesGlob(glob, name))
    : [glob];
  const found: Found[] = [];
  for (const name of names) {
    const value = await member(session, from, name);
    // Of what a class constructs the methods are known; of what a function returns nothing is.
    const next = isResult && value ? await member(session, value, 'prototype') : value;
    if (!next) continue;
    const here = [...path, isResult ? `${name}()` : name];
    found.push(...(rest.length === 0 ? [{ path: here, value: next }] : await expandFrom(session, next, rest, here)));
  }
  return found;
}

/** Names of its members, or of those that are functions: most of what packages of generated clients export are descriptions. */
async function namesIn(session: ProtocolSession, object: RemoteObject, areFunctions: boolean): Promise<readonly string[]> {
  const functions = areFunctions ? await ask<string[]>(session, object, namesOfFunctions) : undefined;
  return functions ?? await ask<string[]>(session, object, ownNames) ?? [];
}

async function releasesOf(
  session: ProtocolSession, constructor: RemoteObject, model: OwningClientModel,
): Promise<CataloguedFunction['releases']> {
  if (model.kind !== 'class') return [];
  const prototype = await member(session, constructor, 'prototype');
  const releases: { method: string; location: ScriptLocation }[] = [];
  for (const method of model.release.filter((name) => !name.includes('.'))) {
    const value = prototype && await member(session, prototype, method);
    if (!prototype || value?.type !== 'function' || await ask<boolean>(session, prototype, isSharedText, method) !== false) continue;
    const location = await locate(session, value);
    if (location) releases.push({ method, location });
  }
  return releases;
}

async function member(session: ProtocolSession, object: RemoteObject, name: string): Promise<RemoteObject | undefined> {
  const value = await call(session, object, memberOf, [name], false);
  return value && (value.type === 'function' || (value.type === 'object' && value.subtype !== 'null')) ? value : undefined;
}

async function ask<T>(session: ProtocolSession, object: RemoteObject, fn: (name: string) => T, name = ''): Promise<T | undefined> {
  return (await call(session, object, fn, [name], true))?.value as T | undefined;
}

async function call(
  session: ProtocolSession, { objectId }: RemoteObject, fn: (name: string) => unknown, args: readonly string[], returnByValue: boolean,
): Promise<RemoteObject | undefined> {
  const { result, exceptionDetails } = await session.call<Evaluation>('Runtime.callFunctionOn', {
    objectId, functionDeclaration: fn.toString(), arguments: args.map((value) => ({ value })), objectGroup: OBJECT_GROUP,
    throwOnSideEffect: true, silent: true, returnByValue,
  });
  return exceptionDetails ? undefined : result;
}

/** Where a function begins; for one that was bound, the function behind it. */
async function locate(session: ProtocolSession, { objectId }: RemoteObject): Promise<ScriptLocation | undefined> {
  if (objectId === undefined) return undefined;
  const { internalProperties = [] } = await session.call<Properties>('Runtime.getProperties', { objectId, ownProperties: true });
  const target = internalProperties.find(({ name }) => name === '[[TargetFunction]]')?.value;
  if (target) return locate(session, target);
  return internalProperties.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as ScriptLocation | undefined;
}

/** Runs in the thread, as the following do; `this` is the object that is looked at. */
function memberOf(this: Record<string, unknown>, name: string): unknown {
  return this[name];
}

function ownNames(this: object): string[] {
  return Object.getOwnPropertyNames(this);
}

/** V8 stops it where a getter has side effects; each name is asked by itself then. */
function namesOfFunctions(this: Record<string, unknown>): string[] {
  return Object.getOwnPropertyNames(this).filter((name) => typeof this[name] === 'function');
}

/** Whether another method has the same text: then one place in the source is that of many methods. */
function isSharedText(this: object, name: string): boolean {
  const own = (this as Record<string, unknown>)[name];
  const chain: object[] = [];
  const add = (object: object | null): void => {
    if (object === null || object === Object.prototype) return;
    chain.push(object);
    add(Object.getPrototypeOf(object) as object | null);
  };
  add(this);
  for (const object of chain) {
    for (const other of Object.getOwnPropertyNames(object)) {
      const value: unknown = Object.getOwnPropertyDescriptor(object, other)?.value;
      if (other !== name && typeof value === 'function' && value !== own && String(value) === String(own)) return true;
    }
  }
  return false;
}

function exportsOfCommonjs(require: RequireBuiltin, file: string): unknown {
  const { _cache: cache } = require('node:module') as { _cache: Record<string, { exports: unknown } | undefined> };
  return cache[file]?.exports;
}

/** Getters, so that nothing is read before V8 watches for side effects. The default export of a CommonJS module is all of it. */
function handOn(
  wanted: readonly { name: string; imported: string; of: number; isCommonjs: boolean }[], ...modules: readonly Record<string, unknown>[]
): object {
  const all = {};
  for (const { name, imported, of, isCommonjs } of wanted) {
    const module = modules[of]!;
    for (const own of name === '*' ? Object.keys(module).filter((key) => key !== 'default') : [name]) {
      const from = name === '*' ? own : imported;
      const isWhole = from === '*' || (from === 'default' && isCommonjs);
      if (own in all) continue;
      Object.defineProperty(all, own, { get: () => (isWhole ? module : module[from]), enumerable: true, configurable: true });
    }
  }
  return all;
}

/**
 * A module that is loaded already is not run again. The text of a CommonJS module may import; that of the console may not. Before
 * Node.js 26, V8 takes reading a member of a namespace for a side effect, so that the members are handed out.
 */
async function exportsOfEsm(require: RequireBuiltin, url: string): Promise<unknown> {
  const Module = require('node:module') as new (id: string) => { exports: unknown; _compile(text: string, file: string): void };
  const { types } = require('node:util') as { types: { isModuleNamespaceObject(value: unknown): boolean } };
  const loader = new Module('client-lifetime');
  loader._compile('module.exports = (url) => import(url)', `${process.cwd()}/client-lifetime-watch.cjs`);
  const seen = new Map<object, object>();
  const membersOf = (namespace: object): object => {
    const before = seen.get(namespace);
    if (before) return before;
    const members: Record<string, unknown> = {};
    seen.set(namespace, members);
    for (const name of Object.keys(namespace)) {
      try {
        const value = (namespace as Record<string, unknown>)[name];
        members[name] = types.isModuleNamespaceObject(value) ? membersOf(value as object) : value;
      } catch {
        // It has no value yet.
      }
    }
    return members;
  };
  return membersOf(await (loader.exports as (url: string) => Promise<object>)(url));
}
