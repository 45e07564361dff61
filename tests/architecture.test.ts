import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { builtinCatalog } from '../src/catalog/builtin.js';
import { readFiles } from './tools/source-files.js';

/** The layers, lowest first, a room or two each. A file imports only from its own layer and those below it. */
const layers: readonly { readonly level: number; readonly paths: readonly string[]; readonly holds: string }[] = [
  ['src/catalog/', 'what is known about SDKs, frameworks and runtimes, as data'],
  ['src/syntax/', 'questions about one node, without scope and types'],
  ['src/resolve/', 'ways from a name to what it means'],
  ['src/limits/', 'bounds of the work, and the word that one was met'],
  ['src/control/', 'one function: in which order and under which condition its parts run'],
  ['src/control/guards/', 'what a test tells of the code behind it'],
  ['src/file-system/', 'where files are kept: the disk, or memory'],
  ['src/project/files/', 'the files of a project: found, parsed, and who imports whom'],
  ['src/project/', 'programs: the linted file and those that it leads to'],
  ['src/project/starts/', 'what starts the programs of a project, and what nothing leads to'],
  ['src/flow/', 'where a value goes'],
  ['src/sites/', 'constructions, checkouts, and calls on a client'],
  ['src/reach/entries/', 'what frameworks run, and for which occasion'],
  ['src/reach/', 'who runs a function, and from which entry point'],
  ['src/serving/', 'whether code evidently serves requests, without any caller in sight'],
  ['src/ownership/lives/', 'what becomes of a client inside one function'],
  ['src/ownership/places/', 'variables and fields that keep a client, and for how long'],
  ['src/ownership/request/', 'what goes along with a request, and who takes it from there'],
  ['src/ownership/', 'who ends up with a client'],
  ['src/release/paths/', 'the paths of one function on which a client is released'],
  ['src/release/', 'whether a client is released, and by whom'],
  ['src/release/shared/', 'which calls close what other requests use as well'],
  ['src/arguments/', 'where the arguments of a construction come from'],
  ['src/verdict/', 'the four answers about a construction site, in one pipeline'],
  ['src/suggest/text/', 'pieces of source text, taken out, moved and put back'],
  ['src/suggest/place/', 'what the place of code says of it: when it runs, and where'],
  ['src/suggest/task/', 'what must hold for an edit, and what it begins with'],
  ['src/suggest/held/', 'who holds a client, and whether its uses are over'],
  ['src/suggest/settled/', 'edits that close a client when a promise is settled, or a callback called'],
  ['src/suggest/close/', 'edits that close a client on every path'],
  ['src/suggest/share/', 'edits that make one client for all'],
  ['src/suggest/process/', 'edits that share a process in which each request has a part'],
  ['src/suggest/pool/', 'edits that share a pool of connections'],
  ['src/suggest/cache/', 'edits that keep one client for each key'],
  ['src/suggest/callback/', 'edits of code that calls back'],
  ['src/suggest/lost/', 'edits that release a client where it is lost'],
  ['src/suggest/', 'which edits are offered, best first'],
  ['src/rule/zod/', 'what schemas are made of, loaded late'],
  ['src/rule/', 'what rules share: settings, the factory, wording'],
  ['rules/', 'one rule a file'],
  ['src/command/', 'what commands share'],
  ['src/check/rules/', 'the rules, run over one file without ESLint'],
  ['src/check/', 'all files of a project checked at once, and what came out as plain data'],
  ['src/check/cache/', 'what a check was made of, and its result, kept for the next one'],
  ['src/check/formats/', 'the result of a check in the forms that people and programs read'],
  ['src/check/changes/', 'what a change adds to the reports of its base'],
  ['src/check/fix/', 'edits of reports, put into files'],
  ['src/check/command/', 'what `check` is told, and what it does then'],
  ['src/init/', 'configurations for what a project has'],
  ['src/runtime/', 'running processes: attached to, counted in, measured, and their heaps read'],
  ['src/runtime/heap/', 'heap snapshots, read as a stream'],
  ['src/runtime/diagnose/owners/', 'whose code stands at a place of a running process'],
  ['src/runtime/diagnose/growth/', 'what grows from snapshot to snapshot'],
  ['src/runtime/diagnose/units/', 'objects that are made together, with a handle among them'],
  ['src/runtime/diagnose/fingerprints/', 'which measured client such objects are of'],
  ['src/runtime/diagnose/others/', 'what grows without a connection, and who keeps it'],
  ['src/runtime/diagnose/join/', 'constructions in the project that make what grows'],
  ['src/runtime/diagnose/', 'the report on the growth of a process'],
  ['src/runtime/diagnose/render/', 'the report as text and as a page'],
  [['src/presets.ts', 'src/index.ts', 'src/bin/'], 'the public face, which nothing imports'],
].map(([paths, holds], level) => ({ level, paths: [paths!].flat(), holds: String(holds) }));

const maximumLines = 350;

/** Files that a room holds at most, the rooms inside of it not counted. */
const maximumFiles = 15;

/**
 * Package names that are also words of the language that the code is about: `once` is an answer, `next` a step of an iterator,
 * gRPC a protocol, whose channels are one of the things that a client holds, h3 a heading of HTML, and a payload what a message carries.
 */
const ordinaryWords = new Set(['once', 'next', 'grpc', 'h3', 'payload']);

const sources = [...readFiles('src', '.ts'), ...readFiles('rules', '.ts')];
const outsideCatalog = sources.filter(({ path }) => !path.startsWith('src/catalog/'));

/** The layer of the innermost room that a file stands in. */
function findLayer(path: string) {
  const fitting = layers.flatMap((layer) => layer.paths.filter((start) => path.startsWith(start)).map((start) => ({ start, layer })));
  return fitting.sort((a, b) => b.start.length - a.start.length)[0]?.layer;
}

function importsOf(path: string, text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts'));
}

describe('the architecture', () => {
  it('has a layer for every file', () => {
    const homeless = sources.filter(({ path }) => findLayer(path) === undefined);
    expect(homeless.map(({ path }) => (
      `${path} belongs to no layer. Move it into the one that fits:\n${describeLayers()}`))).toStrictEqual([]);
  });

  it('imports downwards only', () => {
    const wrong = sources.flatMap(({ path, text }) => importsOf(path, text).flatMap((imported) => {
      const from = findLayer(path);
      const to = findLayer(imported);
      return from === undefined || to === undefined || to.level <= from.level ? [] : [
        `${path} (layer ${from.level}: ${from.holds}) imports ${imported} (layer ${to.level}: ${to.holds}). `
        + `Move what it needs from there down to layer ${from.level} or lower, or move this code up to layer ${to.level}.`,
      ];
    }));
    expect(wrong).toStrictEqual([]);
  });

  it('imports in no circle, not even for a type', () => {
    const imports = new Map(sources.map(({ path, text }) => [path, importsOf(path, text)]));
    expect(findCircles(imports).map((circle) => (
      `${circle.join(' → ')}: each of them needs the others. Move what they share into a file of its own below them.`))).toStrictEqual([]);
  });

  it('has rooms that a newcomer can look through', () => {
    const rooms = groupByRoom(outsideCatalog.map(({ path }) => path));
    const full = [...rooms].filter(([, files]) => files.length > maximumFiles).map(([room, files]) => (
      `${room} has ${files.length} files (limit: ${maximumFiles}). Find its two subjects and give the second a room of its own.`));
    expect(full).toStrictEqual([]);
  });

  it('keeps what looks at running processes away from linting', () => {
    const wrong = sources
      .filter(({ path }) => !/^src\/(?:runtime|bin)\//.test(path))
      .flatMap(({ path, text }) => importsOf(path, text).filter((imported) => imported.startsWith('src/runtime/')).map((imported) => (
        `${path} imports ${imported}: linting opens no connection and starts no process. Only the commands in src/bin/ may.`)));
    expect(wrong).toStrictEqual([]);
  });

  it('imports only files that exist', () => {
    // The build puts data into the files that import it.
    const known = new Set([...sources, ...readFiles('src', '.json')].map(({ path }) => path));
    const outside = sources.flatMap(({ path, text }) => importsOf(path, text).filter((imported) => !known.has(imported)).map((imported) => (
      `${path} imports ${imported}, which is no source file of the plugin and would not be published.`)));
    expect(outside).toStrictEqual([]);
  });

  it('keeps what looks at running processes away from linting, and from the start of the command', () => {
    const imports = new Map(sources.map(({ path, text }) => [path, importsOf(path, text)]));
    const fromPlugin = reachedFrom(['src/index.ts', 'rules/index.ts'], imports);
    expect([...fromPlugin].filter((path) => path.startsWith('src/runtime/') || path.startsWith('src/bin/'))).toStrictEqual([]);
    const whenStarted = new Map(sources.map(({ path, text }) => [path, importsOf(path, withoutDynamicImports(text))]));
    const fromCommand = reachedFrom(['src/bin/client-lifetime.ts'], whenStarted);
    expect([...fromCommand].filter((path) => path.startsWith('src/runtime/'))).toStrictEqual([]);
    const later = reachedFrom(['src/bin/client-lifetime.ts'], imports);
    expect([...later].filter((path) => path.startsWith('src/runtime/'))).not.toStrictEqual([]);
  });

  it('asks for files through the file system that is in use, so that it runs where there is no disk', () => {
    const imports = new Map(sources.map(({ path, text }) => [path, importsOf(path, text)]));
    const linting = reachedFrom(['src/index.ts', 'rules/index.ts'], imports);
    const onlyOnDisk = /\bfrom '(node:(?!path'|module'|worker_threads')[\w/]+|oxc-resolver)'/;
    const wrong = sources.filter(({ path, text }) => linting.has(path) && onlyOnDisk.test(text.replace(/^import type .*$/gm, '')));
    expect(wrong.map(({ path }) => path)).toStrictEqual(['src/file-system/disk.ts']);
  });

  it('is shown room by room in the docs, from the lowest to the highest, with files to read first that exist', () => {
    const table = readFileSync('docs/architecture.md', 'utf8').split('\n').filter((line) => /^\| `/.test(line));
    const shown = table.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, room]) => room!));
    expect(shown).toStrictEqual(layers.flatMap(({ paths }) => paths));
    const first = table.map((row) => /\(\.\.\/([^)]+)\)/.exec(row.split('|')[3]!)?.[1]);
    expect(first.filter((file) => file === undefined || !existsSync(file))).toStrictEqual([]);
  });

  it('names no SDK and no framework outside the catalog', () => {
    const names = collectNames();
    const wrong = outsideCatalog.flatMap(({ path, text }) => wordsOf(text).filter(({ word }) => names.has(word)).map(({ word, line }) => (
      `${path}:${line} says "${word}", which is the name of a package or a framework. `
      + 'What is known of it belongs in src/catalog/ as data; the engine reads the data.')));
    expect(wrong).toStrictEqual([]);
  });

  it('keeps files short', () => {
    const long = outsideCatalog
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > maximumLines)
      .map(({ path, lines }) => (
        `${path} has ${lines} lines and, most likely, more than one subject (limit: ${maximumLines}). `
        + 'Move what can be named on its own into a file with that name in the same layer or a lower one.'));
    expect(long).toStrictEqual([]);
  });
});

describe('the tests of the architecture', () => {
  it('follow imports from file to file, and tell those that are made later', () => {
    const text = "import { a } from './a.js';\nconst later = { b: () => import('./b.js') };\n";
    expect(importsOf('src/x.ts', withoutDynamicImports(text))).toStrictEqual(['src/a.ts']);
    const imports = new Map([['a', ['b']], ['b', ['c']], ['c', []], ['d', ['c']]]);
    expect([...reachedFrom(['a'], imports)]).toStrictEqual(['a', 'b', 'c']);
  });

  it('see a circle, and each once', () => {
    const imports = new Map([['a', ['b']], ['b', ['c', 'd']], ['c', ['a']], ['d', ['d2']], ['d2', []]]);
    expect(findCircles(imports)).toStrictEqual([['a', 'b', 'c', 'a']]);
  });

  it('count the files of a room without those of the rooms inside', () => {
    const rooms = groupByRoom(['src/x/a.ts', 'src/x/b.ts', 'src/x/y/c.ts']);
    expect([...rooms].map(([room, files]) => `${room} ${files.length}`)).toStrictEqual(['src/x/ 2', 'src/x/y/ 1']);
  });

  it('see imports of every form', () => {
    const text = `
      import type { A } from './a.js';
      export * from '../b/c.js';
      const d = await import('./d.js');
      import 'elsewhere';
    `;
    expect(importsOf('src/rule/x.ts', text)).toStrictEqual(['src/rule/a.ts', 'src/b/c.ts', 'src/rule/d.ts']);
  });

  it('see names in strings, templates and identifiers, and not in comments', () => {
    const text = '// express\nconst isExpressApp = `fastify ${koa}` + "@hapi/hapi";\n';
    expect(wordsOf(text).map(({ word, line }) => `${line} ${word}`)).toStrictEqual([
      '2 isexpressapp', '2 is', '2 express', '2 app', '2 fastify', '2 koa', '2 @hapi/hapi', '2 @hapi', '2 hapi',
    ]);
  });
});

function groupByRoom(paths: readonly string[]): Map<string, string[]> {
  const rooms = new Map<string, string[]>();
  for (const path of paths) {
    const room = `${posix.dirname(path)}/`;
    rooms.set(room, [...rooms.get(room) ?? [], path]);
  }
  return rooms;
}

/** Circles of imports, each from its first file back to it; one for each edge that closes one. */
function findCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    const start = way.indexOf(path);
    if (start >= 0) circles.push([...way.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    way.push(path);
    for (const imported of imports.get(path) ?? []) visit(imported);
    way.pop();
    done.add(path);
  };
  for (const path of imports.keys()) visit(path);
  return circles;
}

/** Files that are loaded with these, themselves included. */
function reachedFrom(starts: readonly string[], imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(starts);
  for (const path of reached) for (const imported of imports.get(path) ?? []) reached.add(imported);
  return reached;
}

/** What is imported when it is called does not count at the start. */
function withoutDynamicImports(text: string): string {
  return text.replace(/\bimport\([^)]*\)/g, 'undefined');
}

function describeLayers(): string {
  return layers.map(({ level, paths, holds }) => `  ${level} ${paths.join(', ')}: ${holds}`).join('\n');
}

/** The names of the catalog's packages, their scopes, and its frameworks; builtins are no SDK. */
function collectNames(): Set<string> {
  const { families, frameworks, memos } = builtinCatalog;
  const packages = [
    ...families.flatMap(({ clients, wrappers = [], checkouts = [], borrowers = [], sharedClosers = [] }) => (
      [...clients, ...wrappers, ...checkouts, ...borrowers, ...sharedClosers].flatMap((model) => model.package))),
    ...frameworks.flatMap((framework) => [...framework.packages, framework.name]),
    ...memos.flatMap((memo) => memo.package ?? []),
  ].filter((name) => !isBuiltin(name));
  const names = packages.flatMap((name) => (name.startsWith('@') ? [name, name.slice(0, name.indexOf('/'))] : [name]));
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => !name.includes('*') && !ordinaryWords.has(name)));
}

/** The words in the strings and identifiers of a file, each string and identifier as a whole and in its parts. */
function wordsOf(text: string): { readonly word: string; readonly line: number }[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const words: { word: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      return;
    }
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const parts = new Set(partsOf(node).filter(Boolean));
    words.push(...[...parts].map((word) => ({ word: word.toLowerCase(), line })));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return words;
}

function partsOf(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) {
    return [node.text, ...node.text.split(/(?=[A-Z])|_/)];
  }
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
    ? node.text.split(/[^\w@/.-]+/).flatMap((word) => [word, ...word.split('/')])
    : [];
}
