import { readdirSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { frameworks } from '../../src/catalog/frameworks.js';
import { memos } from '../../src/catalog/memos.js';
import { runtimes } from '../../src/catalog/runtimes.js';
import type { CallEntry, EntryModel, FrameworkModel, HandlerPosition, OnceCall } from '../../src/catalog/types.js';
import { frameworkCases } from './framework-cases.js';

const segment = String.raw`[\w$*@]+(?:\(\))?`;
const exportPath = new RegExp(String.raw`^${segment}(?:\.${segment})*$`);
const handlerPath = new RegExp(String.raw`^(?:\(\)|(?:[\w$]+|\*)(?:\(\))?)(?:\.(?:[\w$]+|\*)(?:\(\))?)*$`);
const typeName = /^[\w*]+$/;
const identifier = /^[A-Za-z_$*][\w$*]*$/;
// Deno imports by address, and by the name in a registry.
const packageName = /^(?:https:\/\/|jsr:)?(?:#|\$|@)?[\w*][\w.:*-]*(?:\/[\w.:*@-]+)*$/;
const occasions = ['request', 'message', 'invocation', 'connection', 'tick'];
const needsManifest: readonly EntryModel['kind'][] = ['decorator', 'typedFunction', 'typedObject', 'typedParameter', 'directive'];

/** Entry names of all frameworks, with enough of a title to find them again. */
function entriesOf<Kind extends EntryModel['kind']>(...kinds: readonly Kind[]): [string, Extract<EntryModel, { kind: Kind }>][] {
  return frameworks.flatMap(({ name, entries }) => entries.flatMap((entry, index): [string, Extract<EntryModel, { kind: Kind }>][] => {
    const isWanted = (kinds as readonly string[]).includes(entry.kind);
    return isWanted ? [[`${name} entries[${index}]`, entry as Extract<EntryModel, { kind: Kind }>]] : [];
  }));
}

function callsOf({ entries, once = [] }: FrameworkModel): (CallEntry | OnceCall)[] {
  return [...entries.filter((entry) => entry.kind === 'call'), ...once.filter((entry): entry is OnceCall => entry.kind === 'call')];
}

const everyCall = frameworks.flatMap((framework) => callsOf(framework).map((call): [string, CallEntry | OnceCall] => [
  `${framework.name}: ${call.methods.join(', ')}`, call,
]));

/** What a wrong entry would be called in a failure: only the offenders are printed. */
function offenders<Item>(items: readonly [string, Item][], isWrong: (item: Item) => boolean): string[] {
  return items.filter(([, item]) => isWrong(item)).map(([title]) => title);
}

function isWellPlaced({ argument, path }: HandlerPosition): boolean {
  const isIndex = argument === 'last' || (typeof argument === 'number' ? argument >= 0 : argument.from >= 0);
  return isIndex && (path === undefined || handlerPath.test(path));
}

describe('frameworks', () => {
  it('has one literal for each file, under the name of the file', () => {
    const files = readdirSync(new URL('../../src/catalog/frameworks/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
    expect(frameworks.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it('names them once, in kebab-case', () => {
    const names = frameworks.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('gives each a title, a documentation link, a known runtime and something to say', () => {
    const known = new Set(runtimes.map(({ name }) => name));
    const wrong = frameworks.filter(({ title, docs, runtime, entries, once = [], containers = [], injection }) => {
      const isEmpty = entries.length + once.length + containers.length + (injection?.bindings.length ?? 0) === 0;
      return title.trim() === '' || !/^https?:\/\/\S+$/.test(docs) || !known.has(runtime) || isEmpty;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('writes packages as the package manager does, and each once', () => {
    const wrong = frameworks.flatMap(({ name, packages }) => packages
      .filter((item, index) => !packageName.test(item.replace(/^node:/, '')) || packages.indexOf(item) !== index)
      .map((item) => `${name}: ${item}`));
    expect(wrong).toEqual([]);
  });

  it('looks for decorators, directives and types only where a package is named', () => {
    const wrong = frameworks.filter(({ packages, entries }) => packages.length === 0
      && entries.some(({ kind }) => needsManifest.includes(kind)));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('says of each entry how often it runs', () => {
    expect(offenders(entriesOf('call', 'decorator', 'classMethod', 'export', 'directive', 'typedParameter', 'typedFunction', 'typedObject',
      'signature'),
      ({ runs }) => !occasions.includes(runs))).toEqual([]);
  });

  it('repeats no entry', () => {
    const wrong = frameworks.filter(({ entries }) => new Set(entries.map((entry) => JSON.stringify(entry))).size !== entries.length);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('calls', () => {
  it('name methods and receivers by well-formed export paths', () => {
    expect(offenders(everyCall, ({ methods, receivers = [] }) =>
      methods.length === 0 || [...methods, ...receivers].some((path) => !exportPath.test(path)))).toEqual([]);
  });

  it('name one method, not a path to it, where the receiver is told', () => {
    expect(offenders(everyCall, ({ methods, receivers, receiverTypes, receiverNames }) =>
      (receivers ?? receiverTypes ?? receiverNames) !== undefined && methods.some((method) => !identifier.test(method)))).toEqual([]);
  });

  it('say where the handlers stand', () => {
    expect(offenders(everyCall, ({ handlers }) => handlers.length === 0 || !handlers.every(isWellPlaced))).toEqual([]);
  });

  it('take receivers from something that was called or constructed', () => {
    const made = /\(\)|^(?:initTRPC|os|schemaComposer|defaultEndpointsFactory)\.\*\*$/;
    expect(offenders(everyCall, ({ receivers }) => receivers !== undefined
      && (receivers.length === 0 || receivers.some((path) => !made.test(path))))).toEqual([]);
  });

  it('name types and conventional names by identifiers', () => {
    expect(offenders(everyCall, ({ receiverTypes = [], receiverNames = [] }) =>
      [...receiverTypes, ...receiverNames].some((name) => !identifier.test(name)))).toEqual([]);
  });

  it('catch a conventional name by a common method only together with a first argument', () => {
    const common = /^(?:get|post|put|patch|delete|head|options|all|on|addListener|query|mutation|handler|run|command)$/;
    expect(offenders(everyCall, ({ receiverNames, methods, firstArgument }) =>
      receiverNames !== undefined && firstArgument === undefined && methods.some((method) => common.test(method)))).toEqual([]);
  });

  it('without a package name globals, or conventional receivers', () => {
    const wrong = frameworks.filter(({ packages }) => packages.length === 0).flatMap((framework) => callsOf(framework))
      .filter(({ receivers, receiverTypes }) => receivers !== undefined || receiverTypes !== undefined);
    expect(wrong).toEqual([]);
  });
});

describe('other entries', () => {
  it('name decorators, classes and methods', () => {
    expect(offenders(entriesOf('decorator'), ({ method, class: classes }) =>
      method.length === 0 || classes?.length === 0 || [...method, ...(classes ?? [])].some((name) => !identifier.test(name)))).toEqual([]);
    expect(offenders(entriesOf('classMethod'), (entry) => {
      const { extends: bases = [], implements: interfaces = [], decorator = [], files = [], methods } = entry;
      const isAnyClass = [...bases, ...interfaces, ...decorator, ...files].length === 0;
      return isAnyClass || methods.length === 0 || [...bases, ...interfaces].some((path) => !typeName.test(path));
    })).toEqual([]);
  });

  it('name types by their last names, never by a lone wildcard', () => {
    expect(offenders(entriesOf('typedParameter', 'typedFunction', 'typedObject'), ({ types }) =>
      types.length === 0 || types.some((type) => !typeName.test(type) || /^\*+$/.test(type)))).toEqual([]);
  });

  it('find exports by globs that can match a path below the project root', () => {
    const globs = frameworks.flatMap(({ name, entries }) => entries
      .flatMap((entry) => ('files' in entry ? entry.files ?? [] : []))
      .map((glob): [string, string] => [`${name}: ${glob}`, glob]));
    expect(globs.length).toBeGreaterThan(0);
    expect(offenders(globs, (glob) => {
      const names = picomatch.scan(glob).isGlob || glob.includes('.');
      return !names || glob.startsWith('/') || glob.includes('\\');
    })).toEqual([]);
  });

  it('name exports by identifiers or dotted paths', () => {
    const exported = /^[\w$*]+(?:\(\))?(?:\.[\w$*]+(?:\(\))?)*$/;
    expect(offenders(entriesOf('export'), ({ exports, files }) =>
      exports.length === 0 || files.length === 0 || exports.some((path) => !exported.test(path)))).toEqual([]);
  });

  it('look at files of any name only with a package, a directive or names of parameters', () => {
    const wrong = frameworks.flatMap(({ name, packages, entries }) => entries
      .filter((entry) => entry.kind === 'export' && packages.length === 0 && entry.files.includes('**/*')
        && entry.parameters === undefined && !('noParameters' in entry) && entry.directive === undefined)
      .map(() => name));
    expect(wrong).toEqual([]);
  });

  it('name parameters, one list for each position, and what one may be taken apart into', () => {
    const withoutDot = (name: string): string => name.replace(/^\./, '');
    expect(offenders(entriesOf('signature', 'export'), ({ parameters }) => parameters?.length === 0)).toEqual([]);
    expect(offenders(entriesOf('signature', 'export'), ({ parameters = [] }) =>
      parameters.some((names) => names.length === 0 || names.some((name) => !identifier.test(withoutDot(name)))))).toEqual([]);
    // One parameter alone is in every other function, unless its name says more.
    expect(offenders(entriesOf('signature'), ({ parameters, name }) => name === undefined && parameters.length < 2)).toEqual([]);
  });

  it('say of each container which classes it makes', () => {
    const wrong = frameworks.filter(({ containers = [] }) => containers.some(({ decorators }) =>
      decorators.length === 0 || decorators.some((name) => !identifier.test(name))));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('runtimes', () => {
  it('are named once, documented, and each is in use', () => {
    const names = runtimes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(runtimes.filter(({ docs }) => !docs.startsWith('https://')).map(({ name }) => name)).toEqual([]);
    expect(names.filter((name) => !frameworks.some(({ runtime }) => runtime === name))).toEqual([]);
  });

  it('say in a full sentence why a client per request is right', () => {
    const reasons = runtimes.flatMap(({ perRequestIsRight }) => perRequestIsRight ?? []);
    expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
  });
});

describe('memos', () => {
  const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

  it('name well-formed packages and exports', () => {
    expect(memos.filter((memo) => list(memo.package ?? []).some((name) => !packageName.test(name))
      || list(memo.export).length === 0 || list(memo.export).some((path) => !exportPath.test(path)))).toEqual([]);
  });

  it('match no bare name that every call has', () => {
    const bare = memos.filter(({ package: of }) => of === undefined).flatMap((memo) => list(memo.export));
    expect(bare.filter((name) => /^\*+$/.test(name) || name === 'cache' || name === 'get')).toEqual([]);
  });
});

describe('cases', () => {
  it('belong to frameworks, have titles of their own and one marked construction each', () => {
    const names = new Set(frameworks.map(({ name }) => name));
    const titles = frameworkCases.map(({ framework, title, reported }) => `${framework}: ${title} (${String(reported)})`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    expect(frameworkCases.filter(({ framework }) => !names.has(framework)).map(({ framework }) => framework)).toEqual([]);
    const sites = (code: string): number => code.split('/* site */ new ImageAnnotatorClient()').length - 1;
    expect(frameworkCases.filter(({ code }) => sites(code) !== 1).map(({ title }) => title)).toEqual([]);
  });

  it('parse', () => {
    const wrong = frameworkCases.filter(({ filename, code }) => parseSync(filename, code).errors.length > 0);
    expect(wrong.map(({ framework, title }) => `${framework}: ${title}`)).toEqual([]);
  });

  it('show each framework that has entry points both reported, unless its runtime forbids, and silent', () => {
    const isolated = new Set(runtimes.filter(({ perRequestIsRight }) => perRequestIsRight !== undefined).map(({ name }) => name));
    const lacking = frameworks.flatMap(({ name, runtime, entries }) => {
      const own = frameworkCases.filter(({ framework }) => framework === name);
      const wanted = entries.length > 0 && !isolated.has(runtime);
      return own.some(({ reported }) => reported) === wanted && own.some(({ reported }) => !reported) ? [] : [name];
    });
    expect(lacking).toEqual([]);
  });

  it('are silent more often than not', () => {
    const reported = frameworkCases.filter((item) => item.reported).length;
    expect(frameworkCases.length - reported).toBeGreaterThan(reported);
  });
});
