/**
 * Where the constructors and factories of the catalog stand in bundles.
 * In: scripts with a source map whose sources lie in catalogued packages. Out: as for packages that were loaded as such.
 * Invariant: a class counts only where the source map leads into its package and to a class of that name, whatever a minifier calls it.
 * Large bundles take seconds, between which this process answers: the guard of the one that is watched waits for beats.
 * Blind spot: bundles without a source map or without the sources in it, classes whose export has another name, and those without a
 * constructor of their own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';
import type { CatalogIndex } from '../../catalog/merge.js';
import { walk } from '../../syntax/walk.js';
import type { ProtocolSession } from '../inspector/protocol-session.js';
import { isOwning } from './catalogued-function.js';
import type { CataloguedFunction, ScriptLocation } from './catalogued-function.js';
import { packageOfPath } from './loaded-packages.js';
import type { MappedScript, Script, SourcePositions } from './source-positions.js';

/** A class or function of a text. Offsets count UTF-16 units. */
interface Declared {
  /** What the text calls it, if anything. */
  readonly name: string | undefined;
  readonly kind: 'class' | 'function';
  /** From its first word to the brace of its body: a source map leads from one to the other. */
  readonly head: readonly [start: number, end: number];
  /** From the parenthesis of what is run, a constructor or the function itself, to its end. */
  readonly body: readonly [start: number, end: number];
  readonly methods: ReadonlyMap<string, number>;
}

interface Original {
  readonly package: string;
  readonly source: string;
  readonly lines: Lines;
  readonly declared: readonly Declared[];
}

/** Declarations of a bundle that are looked up in one go. */
const AT_ONCE = 200;

const analysed = new WeakMap<Script, readonly CataloguedFunction[]>();

/** The catalogued functions in the bundles among the scripts. */
export async function findBundled(
  session: ProtocolSession, index: CatalogIndex, scripts: readonly Script[], positions: SourcePositions,
): Promise<readonly CataloguedFunction[]> {
  const found: CataloguedFunction[] = [];
  for (const script of scripts) {
    if (!script.sourceMapURL || script.url.includes('/node_modules/')) continue;
    const known = analysed.get(script) ?? await lookInto(session, index, script, positions);
    analysed.set(script, known);
    found.push(...known);
  }
  return found;
}

async function lookInto(
  session: ProtocolSession, index: CatalogIndex, script: Script, positions: SourcePositions,
): Promise<readonly CataloguedFunction[]> {
  const mapped = positions.mapOf(script.url);
  await setImmediate();
  const originals = mapped ? await originalsOf(mapped, index) : new Map<string, Original>();
  if (!mapped || originals.size === 0) return [];
  const { scriptSource } = await session.call<{ scriptSource: string }>('Debugger.getScriptSource', { scriptId: script.scriptId });
  const lines = new Lines(scriptSource);
  const find = (each: Declared): readonly CataloguedFunction[] => {
    const original = originalOf(each, lines, mapped, originals);
    if (original?.declared.name === undefined) return [];
    const { name } = original.declared;
    const entry = index.findClient(original.package, [name], each.kind === 'class' ? 'new' : 'call')
      ?? (each.kind === 'function' ? index.findClient(original.package, [name], 'new') : undefined);
    if (!entry || !isOwning(entry.model)) return [];
    const at = (offset: number): ScriptLocation => ({ scriptId: script.scriptId, ...lines.locate(offset) });
    const version = versionOf(original.source);
    return [{
      package: original.package, specifier: original.package, export: name, ...(version !== undefined && { version }),
      family: entry.family, model: entry.model, location: at(each.body[0]), end: at(each.body[1]),
      releases: entry.model.release.flatMap((method) => {
        const start = each.methods.get(method);
        return start === undefined ? [] : [{ method, location: at(start) }];
      }),
    }];
  };
  const declared = declaredIn(script.url, scriptSource);
  const found: CataloguedFunction[] = [];
  for (let start = 0; start < declared.length; start += AT_ONCE) {
    await setImmediate();
    found.push(...declared.slice(start, start + AT_ONCE).flatMap(find));
  }
  return found;
}

/** The sources of catalogued packages, by their names in the source map. */
async function originalsOf({ payload, sources }: MappedScript, index: CatalogIndex): Promise<ReadonlyMap<string, Original>> {
  const originals = new Map<string, Original>();
  for (const [position, source] of sources.entries()) {
    const installed = packageOfPath(source.replaceAll('\\', '/'));
    const text = payload.sourcesContent?.[position];
    if (!installed || index.clientsOf(installed.name).length === 0 || !text) continue;
    await setImmediate();
    const declared = declaredIn(source, text);
    originals.set(payload.sources[position]!, { package: installed.name, source, lines: new Lines(text), declared });
  }
  return originals;
}

function originalOf(
  { head, body, kind }: Declared, lines: Lines, { map }: MappedScript, originals: ReadonlyMap<string, Original>,
): { readonly package: string; readonly source: string; readonly declared: Declared } | undefined {
  for (const offset of [head[0], body[0]]) {
    const { lineNumber, columnNumber } = lines.locate(offset);
    const entry = map.findEntry(lineNumber, columnNumber);
    const original = 'originalSource' in entry ? originals.get(entry.originalSource) : undefined;
    if (!original || !('originalSource' in entry)) continue;
    const place = original.lines.offsetOf(entry.originalLine, entry.originalColumn);
    // A constructor's own name is mapped where the head of its class is not.
    const fitting = original.declared.filter((each) => each.kind === kind && each.head[0] <= place && place <= each.body[0]);
    const innermost = fitting.sort((a, b) => b.head[0] - a.head[0])[0];
    if (innermost) return { ...original, declared: innermost };
  }
  return undefined;
}

/** The version of the package that a source lies in, where it is still installed there. */
function versionOf(source: string): string | undefined {
  const folder = packageOfPath(source.replaceAll('\\', '/'))?.folder;
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder ?? '', 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

/** The classes with a constructor and the functions of a text. */
function declaredIn(file: string, text: string): readonly Declared[] {
  const declared: Declared[] = [];
  try {
    const lang = /\.[cm]?tsx?$/.test(file) ? 'ts' : 'jsx';
    const { program } = parseSync(file, text, { lang, range: true, astType: 'ts', preserveParens: false, sourceType: 'module' });
    walk(program as unknown as TSESTree.Program, visitorKeys, (node) => {
      const each = declarationOf(node, text);
      if (each) declared.push(each);
    });
  } catch {
    // What no parser accepts has no place that could be counted at.
  }
  return declared;
}

function declarationOf(node: TSESTree.Node, text: string): Declared | undefined {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
    const methods = node.body.body.flatMap((member) => (
      member.type === 'MethodDefinition' && member.key.type === 'Identifier' && !member.static ? [member] : []));
    const constructor = methods.find(({ kind }) => kind === 'constructor');
    return constructor && {
      name: node.id?.name ?? nameFromParent(node), kind: 'class', head: [node.range[0], node.body.range[0]],
      body: constructor.value.range,
      methods: new Map(methods.map(({ key, value }) => [(key as TSESTree.Identifier).name, value.range[0]])),
    };
  }
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    const parenthesis = text.indexOf('(', node.id?.range[1] ?? node.range[0]);
    return {
      name: node.id?.name ?? nameFromParent(node), kind: 'function', head: [node.range[0], node.body?.range[0] ?? node.range[1]],
      body: [parenthesis, node.range[1]], methods: new Map(),
    };
  }
  return undefined;
}

/** `exports.createPool = function (…) {}`, `const Redis = class {}`. */
function nameFromParent({ parent }: TSESTree.Node): string | undefined {
  const target = parent?.type === 'AssignmentExpression' ? parent.left : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const name = target?.type === 'MemberExpression' ? target.property : target;
  return name?.type === 'Identifier' ? name.name : undefined;
}

/** Offsets of a text as lines and columns, all 0-based. */
class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  locate(offset: number): { readonly lineNumber: number; readonly columnNumber: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { lineNumber: low, columnNumber: offset - this.#starts[low]! };
  }

  offsetOf(line: number, column: number): number {
    return (this.#starts[line] ?? 0) + column;
  }
}
