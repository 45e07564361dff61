import semver from 'semver';
import { keyedCache } from '../../catalog/keyed-cache.js';
import type { CacheKey } from './cache-key.js';
import type { EditTask } from '../task/edit-task.js';
import type { Edit } from '../text/suggestion.js';
import type { UniqueNames } from '../text/unique-name.js';

/** What the helper is written for. */
export interface CacheParts {
  readonly key: CacheKey;
  readonly name: string;
  readonly names: UniqueNames;
  readonly getter: string;
  /** In TypeScript: the client's type. */
  readonly type: string | undefined;
  readonly isAsync: boolean;
  /** What releases one. Left out: nothing does, and it is let go. */
  readonly release: string | undefined;
}

/** What the module gets: the cache and the function that asks it. */
export interface CacheHelper {
  readonly text: string;
  readonly imports: readonly Edit[];
  /** The cache takes no `undefined` as a key. */
  readonly needsText: boolean;
}

/** More clients than this are not kept. */
const LIMIT = 50;

/** Requests that got a client before it fell out of the cache are done by then. */
const CLOSE_AFTER = '60_000';

export function keyedCacheHelper(task: EditTask, parts: CacheParts): CacheHelper | undefined {
  return withPackage(task, parts) ?? withMap(task, parts);
}

function withMap({ style }: EditTask, parts: CacheParts): CacheHelper {
  const { key, name, names, type, isAsync, release } = parts;
  const { indent: i, semicolon: end, eol } = style;
  const limit = names.choose([`${name}CacheLimit`], []);
  const cache = names.choose([`${name}Cache`], []);
  const kept = isAsync ? `Promise<${type}>` : type;
  const lines = [
    `const ${limit} = ${LIMIT}${end}`,
    `const ${cache} = new Map${type === undefined ? '' : `<${key.type}, ${kept}>`}()${end}`,
    '',
    description(parts),
    signature(parts, kept, key.type),
    ...(isAsync
      ? [`${i}let client = ${cache}.get(key)${end}`, ...making(parts, cache, i, end, false)]
      : [`${i}const client = ${cache}.get(key) ${style.knows('??') ? '??' : '||'} create()${end}`]),
    `${i}// The last entry is the one that was used last.`,
    `${i}${cache}.delete(key)${end}`,
    `${i}${cache}.set(key, client)${end}`,
    release === undefined ? `${i}for (const oldest of ${cache}.keys()) {` : `${i}for (const [oldest, evicted] of ${cache}) {`,
    `${i}${i}if (${cache}.size <= ${limit}) break${end}`,
    `${i}${i}${cache}.delete(oldest)${end}`,
    ...(release === undefined ? [] : [
      `${i}${i}// Requests that still use it have time to finish.`,
      `${i}${i}setTimeout(() => {`,
      `${i}${i}${i}${closing('evicted', release, isAsync)}${end}`,
      `${i}${i}}, ${CLOSE_AFTER})${end}`,
    ]),
    `${i}}`,
    `${i}return client${end}`,
    '}',
  ];
  return { text: lines.join(eol), imports: [], needsText: false };
}

function withPackage(task: EditTask, parts: CacheParts): CacheHelper | undefined {
  const { program, source, style } = task;
  const range = program.runtimeRangeOf(source.file, keyedCache.package);
  if (range === undefined || semver.validRange(range) === null || !semver.subset(range, keyedCache.versions)) return undefined;
  const imported = importOf(task, parts.names, keyedCache.package, keyedCache.export);
  if (!imported) return undefined;
  const { key, name, names, type, isAsync, release } = parts;
  const { indent: i, semicolon: end, eol } = style;
  const cache = names.choose([`${name}Cache`], []);
  const kept = isAsync ? `Promise<${type}>` : type;
  const keyType = key.type === 'unknown' ? 'string' : key.type;
  const lines = [
    `const ${cache} = new ${imported.name}${type === undefined ? '' : `<${keyType}, ${kept}>`}({`,
    `${i}max: ${LIMIT},`,
    ...(release === undefined ? [] : [
      `${i}// Requests that still use it have time to finish.`,
      // A promise that was rejected is taken out and has nothing to close.
      ...(isAsync
        ? [`${i}dispose: (client, _key, reason) => {`, `${i}${i}if (reason !== 'evict') return${end}`]
        : [`${i}dispose: (client) => {`]),
      `${i}${i}setTimeout(() => {`,
      `${i}${i}${i}${closing('client', release, isAsync)}${end}`,
      `${i}${i}}, ${CLOSE_AFTER})${end}`,
      `${i}},`,
    ]),
    `})${end}`,
    '',
    description(parts),
    signature(parts, kept, keyType),
    `${i}let client = ${cache}.get(key)${end}`,
    ...making(parts, cache, i, end, true),
    `${i}return client${end}`,
    '}',
  ];
  return { text: lines.join(eol), imports: imported.edits, needsText: type !== undefined };
}

function description({ key: { names }, release }: CacheParts): string {
  const end = release === undefined ? 'let go' : 'closed';
  return `/** One client per ${names.join(' and ')}. When there are too many, the one that was not used for longest is ${end}. */`;
}

function signature({ getter, type }: CacheParts, kept: string | undefined, keyType: string): string {
  return type === undefined ? `function ${getter}(key, create) {` : `function ${getter}(key: ${keyType}, create: () => ${kept}): ${kept} {`;
}

/** The client is made where none is kept; a promise that is rejected is dropped, so that the next request tries again. */
function making({ isAsync }: CacheParts, cache: string, i: string, end: string, isSet: boolean): string[] {
  const set = isSet ? [`${i}${i}${cache}.set(key, client)${end}`] : [];
  if (!isAsync) return [`${i}if (!client) {`, `${i}${i}client = create()${end}`, ...set, `${i}}`];
  return [
    `${i}if (!client) {`,
    `${i}${i}const created = create()${end}`,
    `${i}${i}created.catch(() => {`,
    `${i}${i}${i}if (${cache}.get(key) === created) ${cache}.delete(key)${end}`,
    `${i}${i}})${end}`,
    `${i}${i}client = created${end}`,
    ...set,
    `${i}}`,
  ];
}

function closing(client: string, release: string, isAsync: boolean): string {
  return isAsync ? `${client}.then((opened) => opened.${release}()).catch(console.error)`
    : `Promise.resolve(${client}.${release}()).catch(console.error)`;
}

/** What an export of a package is called here, with what imports it. `undefined` where the name is not free. */
export function importOf(
  task: EditTask, names: UniqueNames, specifier: string, exported: string,
): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const { source, style } = task;
  const bare = specifier.replace(/^node:/, '');
  const known = source.file.imports.find((record) => record.specifier.replace(/^node:/, '') === bare && record.imported === exported
    && record.variable !== undefined && record.variable.scope.block.type === 'Program');
  if (known) return { name: known.variable!.name, edits: [] };
  const last = source.code.ast.body.findLast((statement) => statement.type === 'ImportDeclaration');
  const lastRequire = source.code.ast.body.findLast((statement) => statement.type === 'VariableDeclaration'
    && /\brequire\(/.test(source.file.textOf(statement)) && statement.loc.start.line === statement.loc.end.line);
  const after = last ?? lastRequire;
  if (!after) return undefined;
  const name = names.choose([exported], []);
  if (name !== exported) return undefined;
  // The package's name is the last text of the statement.
  const quote = source.file.textOf(after).match(/["']/g)?.at(-1) ?? "'";
  const from = `${quote}${specifier}${quote}`;
  const text = last ? `import { ${name} } from ${from}${style.semicolon}` : `const { ${name} } = require(${from})${style.semicolon}`;
  const offset = source.code.getIndexFromLoc({ line: after.loc.end.line, column: source.code.lines[after.loc.end.line - 1]!.length });
  return { name, edits: [{ range: [offset, offset], text: `${style.eol}${text}` }] };
}
