/**
 * What installed packages export, read from their type declarations, or, where they have none, from their JavaScript. Nothing is executed.
 * Paths are those of the catalog: `MongoClient.connect`, `Kafka().producer`.
 */
import { builtinModules } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { matchesGlob, withoutNodePrefix } from '../../../src/catalog/match.js';

/** Whether the specifier is a module of Node.js, which nobody installs. */
export function isBuiltin(specifier: string): boolean {
  return builtinModules.includes(withoutNodePrefix(specifier));
}

/** One thing that an export path leads to. There can be several: the members of a union, the overloads of a function. */
export type Found = ts.Type;

export interface ExportWorld {
  /** Whether the specifier resolves, and to declarations or to JavaScript. */
  source(specifier: string): 'types' | 'javascript' | 'none';
  /** What the path leads to; empty: the package has no such export. */
  find(specifier: string, path: readonly string[]): readonly Found[];
  /** The paths, without patterns, that the package has for a pattern. */
  enumerate(specifier: string, pattern: string): readonly (readonly string[])[];
  /** The names one step below the path, for error messages. */
  names(specifier: string, path: readonly string[]): readonly string[];
  isConstructible(found: Found): boolean;
  isCallable(found: Found): boolean;
  /** Whether a call gives a promise, by at least one overload. */
  givesPromise(found: Found): boolean;
  /** Whether a call gives something else than a promise, by at least one overload. */
  givesValue(found: Found): boolean;
  /** What a call or construction gives, promises unwrapped. */
  results(found: Found): readonly Found[];
  /** What a dotted member path of a value leads to. */
  member(found: Found, path: string): readonly Found[];
  memberNames(found: Found): readonly string[];
  isDisposable(found: Found, way: 'sync' | 'async'): boolean;
  /** The types of a parameter, over all signatures. */
  parameter(found: Found, index: number): readonly Found[];
  parameterCount(found: Found): number;
  /** Nothing is known about it: `any`, `unknown`, `object`. */
  isOpaque(found: Found): boolean;
  /** Whether the JavaScript of the package mentions a member of this name where one is defined. The weakest evidence there is. */
  mentionsInSource(specifier: string, name: string): boolean;
}

const depthOfDoubleStar = 3;

/** The files of TypeScript itself, which all worlds share. */
const libraryFiles = new Map<string, ts.SourceFile | undefined>();
const libraryFolder = dirname(ts.getDefaultLibFilePath({}));

/** Reads the packages below `root/node_modules`. All specifiers that will be asked for are to be named. */
export function createExportWorld(root: string, specifiers: readonly string[]): ExportWorld {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: existsSync(join(root, 'node_modules/@types/node')) ? ['node'] : [],
    typeRoots: [join(root, 'node_modules/@types')],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowJs: true,
    maxNodeModuleJsDepth: 3,
  };
  const probes = new Map<string, string>();
  const probeOf = (specifier: string, extension: 'mts' | 'cts'): string => (
    join(root, `probe-${specifiers.indexOf(specifier)}.${extension}`)
  );
  for (const specifier of specifiers) {
    const text = `export declare const probe: typeof import(${JSON.stringify(specifier)});\n`;
    probes.set(probeOf(specifier, 'mts'), text);
    probes.set(probeOf(specifier, 'cts'), text);
  }
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => probes.has(name) || fileExists(name);
  host.readFile = (name) => probes.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = probes.get(name);
    if (text !== undefined) {
      return ts.createSourceFile(name, text, languageVersion, true);
    }
    if (!name.startsWith(libraryFolder)) {
      return getSourceFile(name, languageVersion, ...rest);
    }
    if (!libraryFiles.has(name)) {
      libraryFiles.set(name, getSourceFile(name, languageVersion, ...rest));
    }
    return libraryFiles.get(name);
  };
  host.getCurrentDirectory = () => root;
  const program = ts.createProgram([...probes.keys()], options, host);
  const checker = program.getTypeChecker();

  const resolution = (specifier: string, extension: 'mts' | 'cts'): ts.ResolvedModuleFull | undefined => (
    ts.resolveModuleName(
      specifier, probeOf(specifier, extension), options, host, undefined, undefined,
      extension === 'mts' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    ).resolvedModule
  );

  const roots = new Map<string, ts.Type[]>();
  const rootsOf = (specifier: string): ts.Type[] => {
    let found = roots.get(specifier);
    if (found === undefined) {
      found = (['mts', 'cts'] as const).flatMap((extension) => {
        if (!isBuiltin(specifier) && resolution(specifier, extension) === undefined) {
          return [];
        }
        const file = program.getSourceFile(probeOf(specifier, extension));
        const symbol = file && checker.getSymbolAtLocation(file);
        const probe = symbol && checker.getExportsOfModule(symbol)[0];
        return probe ? [checker.getTypeOfSymbol(probe)] : [];
      });
      roots.set(specifier, found);
    }
    return found;
  };

  const constituents = (type: ts.Type): ts.Type[] => {
    const constraint = type.flags & ts.TypeFlags.Instantiable ? checker.getBaseConstraintOfType(type) : type;
    const isUseful = constraint !== undefined && !(constraint.flags & ts.TypeFlags.Unknown);
    const apparent = isUseful ? constraint : (type.isTypeParameter() ? checker.getDefaultFromTypeParameter(type) : undefined) ?? type;
    return apparent.isUnion() ? apparent.types.flatMap(constituents) : [checker.getNonNullableType(apparent)];
  };
  const isOpaque = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) !== 0;
  const property = (type: ts.Type, name: string): ts.Type[] => constituents(type).flatMap((part) => {
    const symbol = checker.getPropertyOfType(part, name) ?? checker.getPropertyOfType(checker.getApparentType(part), name);
    if (symbol !== undefined) {
      return [checker.getTypeOfSymbol(symbol)];
    }
    const index = checker.getIndexInfoOfType(part, ts.IndexKind.String);
    return index === undefined ? [] : [index.type];
  });
  const signatures = (type: ts.Type): ts.Signature[] => constituents(type).flatMap((part) => (
    [...checker.getSignaturesOfType(part, ts.SignatureKind.Construct), ...checker.getSignaturesOfType(part, ts.SignatureKind.Call)]
  ));
  const results = (type: ts.Type): ts.Type[] => signatures(type).flatMap((signature) => {
    const result = checker.getReturnTypeOfSignature(signature);
    return constituents(result).flatMap((part) => {
      const awaited = checker.getAwaitedType(part);
      return awaited === undefined || awaited === part ? [part] : [part, ...constituents(awaited)];
    });
  });
  const isPromise = (type: ts.Type): boolean => (
    checker.getPropertyOfType(type, 'then') !== undefined && checker.getPropertyOfType(type, 'catch') !== undefined
  );
  const afterCalls = (types: readonly ts.Type[], segment: string): readonly ts.Type[] => {
    let current = types;
    for (let rest = segment; rest.endsWith('()'); rest = rest.slice(0, -2)) {
      current = current.flatMap(results);
    }
    return current;
  };
  const baseName = (segment: string): string => segment.replace(/(?:\(\))+$/, '');
  const step = (types: readonly ts.Type[], segment: string): readonly ts.Type[] => (
    afterCalls(unique(types.flatMap((type) => property(type, baseName(segment)))), segment)
  );
  /** Members of `default`, or of a CommonJS module itself, are members of the package. */
  const firstStep = (specifier: string, segment: string): readonly ts.Type[] => {
    const types = rootsOf(specifier);
    const name = baseName(segment);
    const own = types.flatMap((type) => property(type, name));
    if (own.length > 0) {
      return afterCalls(unique(own), segment);
    }
    const defaults = types.flatMap((type) => property(type, 'default'));
    if (name === 'default') {
      return afterCalls(types.filter((type) => signatures(type).length > 0), segment);
    }
    return afterCalls(unique(defaults.flatMap((type) => property(type, name))), segment);
  };
  const find = (specifier: string, path: readonly string[]): readonly ts.Type[] => {
    const [first, ...rest] = path;
    return first === undefined ? rootsOf(specifier) : rest.reduce<readonly ts.Type[]>(step, firstStep(specifier, first));
  };
  const memberNames = (type: ts.Type): string[] => [...new Set(constituents(type).flatMap((part) => [
    ...checker.getPropertiesOfType(checker.getApparentType(part)).map((symbol) => symbol.getName()),
  ]))].filter((name) => !name.startsWith('__@') && name !== 'prototype');

  const enumerate = (specifier: string, pattern: string): readonly (readonly string[])[] => {
    const found = new Map<string, readonly string[]>();
    const namesBelow = (types: readonly ts.Type[]): string[] => [...new Set(types.flatMap((type) => [
      ...memberNames(type),
      // Names that only the running program knows stand as one made-up name.
      ...(constituents(type).some((part) => checker.getIndexInfoOfType(part, ts.IndexKind.String)) ? ['<any>'] : []),
    ]))];
    const walk = (types: readonly ts.Type[], path: readonly string[], rest: readonly string[], depth: number): void => {
      const [segment, ...others] = rest;
      if (segment === undefined) {
        found.set(path.join('.'), path);
        return;
      }
      const next = (name: string): readonly ts.Type[] => (path.length === 0 ? firstStep(specifier, name) : step(types, name));
      if (segment === '**') {
        walk(types, path, others, depth);
        if (depth < depthOfDoubleStar) {
          for (const name of namesBelow(types)) {
            const below = next(name).filter((type) => signatures(type).length === 0);
            if (below.length > 0) {
              walk(below, [...path, name], rest, depth + 1);
            }
          }
        }
      } else if (segment.includes('*')) {
        for (const name of namesBelow(types).filter((each) => each === '<any>' || matchesGlob(baseName(segment), each))) {
          const full = name + segment.slice(baseName(segment).length);
          const below = next(full);
          if (below.length > 0) {
            walk(below, [...path, full], others, depth);
          }
        }
      } else {
        const below = next(segment);
        if (below.length > 0) {
          walk(below, [...path, segment], others, depth);
        }
      }
    };
    const start = rootsOf(specifier);
    walk([...start, ...start.flatMap((type) => property(type, 'default'))], [], pattern.split('.'), 0);
    return [...found.values()];
  };

  return {
    source: (specifier) => {
      if (isBuiltin(specifier)) {
        return 'types';
      }
      const resolved = resolution(specifier, 'mts') ?? resolution(specifier, 'cts');
      if (resolved === undefined) {
        return 'none';
      }
      return /\.[cm]?jsx?$/.test(resolved.resolvedFileName) ? 'javascript' : 'types';
    },
    find,
    enumerate,
    names: (specifier, path) => [...new Set(find(specifier, path).flatMap((type) => [
      ...memberNames(type),
      ...(path.length === 0 ? property(type, 'default').flatMap(memberNames) : []),
    ]))],
    isConstructible: (type) => constituents(type).some((part) => (
      checker.getSignaturesOfType(part, ts.SignatureKind.Construct).length > 0 || isConstructorFunction(part, checker)
    )),
    isCallable: (type) => constituents(type).some((part) => checker.getSignaturesOfType(part, ts.SignatureKind.Call).length > 0),
    givesPromise: (type) => signatures(type).some((signature) => constituents(checker.getReturnTypeOfSignature(signature)).some(isPromise)),
    givesValue: (type) => signatures(type).some((signature) => constituents(checker.getReturnTypeOfSignature(signature)).some((part) => (
      !isPromise(part)
    ))),
    results: (type) => unique(results(type)),
    member: (type, path) => path.split('.').reduce<readonly ts.Type[]>(step, [type]),
    memberNames,
    isDisposable: (type, way) => constituents(type).some((part) => (
      checker.getPropertiesOfType(checker.getApparentType(part)).some((symbol) => (
        symbol.getName().startsWith(way === 'sync' ? '__@dispose@' : '__@asyncDispose@')
      ))
    )),
    parameter: (type, index) => unique(signatures(type).flatMap((signature) => {
      const rest = signature.parameters.at(-1);
      const declaration = rest?.valueDeclaration;
      const isRest = declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
      const symbol = signature.parameters[index] ?? (isRest ? rest : undefined);
      if (symbol === undefined) {
        return [];
      }
      const own = checker.getTypeOfSymbol(symbol);
      return isRest && symbol === rest ? [checker.getIndexTypeOfType(own, ts.IndexKind.Number) ?? own] : [own];
    }).flatMap(constituents)),
    parameterCount: (type) => Math.max(0, ...signatures(type).map((signature) => {
      const last = signature.parameters.at(-1)?.valueDeclaration;
      return last !== undefined && ts.isParameter(last) && last.dotDotDotToken !== undefined ? Infinity : signature.parameters.length;
    })),
    isOpaque,
    mentionsInSource: (specifier, name) => sourcesOf(root, specifier).some((text) => (
      new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*(?:=[^=]|\\(|:)`).test(text)
    )),
  };

  function unique<T>(list: readonly T[]): T[] {
    return [...new Set(list)];
  }
}

/** A plain function of JavaScript that serves as a class: its name is capitalised, as `new` functions are. */
function isConstructorFunction(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.getSignaturesOfType(type, ts.SignatureKind.Call).some((signature) => {
    const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
    if (declaration === undefined || !/\.[cm]?js$/.test(declaration.getSourceFile().fileName)) {
      return false;
    }
    return ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration);
  });
}

const sourceCache = new Map<string, string[]>();

/** The JavaScript files of a package, without what it has installed itself. */
function sourcesOf(root: string, specifier: string): string[] {
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const folder = join(root, 'node_modules', name);
  let sources = sourceCache.get(folder);
  if (sources === undefined) {
    sources = existsSync(folder) ? [...javascriptBelow(folder)].map((file) => readFileSync(file, 'utf8')) : [];
    sourceCache.set(folder, sources);
  }
  return sources;
}

function* javascriptBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules') {
      yield* javascriptBelow(join(folder, entry.name));
    } else if (/\.[cm]?js$/.test(entry.name)) {
      yield join(folder, entry.name);
    }
  }
}
