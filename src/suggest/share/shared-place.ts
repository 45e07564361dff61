import { hasWord } from '../../syntax/has-word.js';
import type { EditTask } from '../task/edit-task.js';
import { filling } from '../text/style-of.js';
import type { Style } from '../text/style-of.js';
import { camelCase, pascalCase } from '../text/unique-name.js';
import type { UniqueNames } from '../text/unique-name.js';

/** What keeps a client, or the promise of one, from its first use on. */
export interface SharedPlace {
  /** What declares it at module scope. Left out: `globalThis` in JavaScript needs nothing. */
  readonly declaration: string | undefined;
  /** How code names it. */
  readonly place: string;
}

/** A variable of the module, or where modules are loaded anew while the server lives, a property of `globalThis`. */
export function sharedPlaceOf(
  task: EditTask, names: UniqueNames, kept: string, type: string | undefined, name: string, keyName = name,
): SharedPlace {
  const { style: { semicolon, isTypeScript } } = task;
  if (!isReloaded(task) || !mayUseGlobal(task)) {
    return { declaration: `let ${kept}${type === undefined ? '' : `: ${type} | undefined`}${semicolon}`, place: kept };
  }
  const key = keyOf(task, keyName);
  if (!isTypeScript) return { declaration: undefined, place: `globalThis.${key}` };
  const { holder, line } = typedHolder(task, names, name, key, `${type} | undefined`);
  return { declaration: line, place: `${holder}.${key}` };
}

/** The function that gives what a place keeps the promise of, and makes it where there is none or where the last one failed. */
export function keepingFunction(style: Style, head: string, place: string, made: string): string[] {
  const { semicolon, indent } = style;
  return [
    `function ${head} {`,
    `${indent}${filling(style, place)}${made}.catch((error) => {`,
    `${indent}${indent}${place} = undefined${semicolon}`,
    `${indent}${indent}throw error${semicolon}`,
    `${indent}})${semicolon}`,
    `${indent}return ${place}${semicolon}`,
    '}',
  ];
}

/** Not where only the root of the workspace is for a framework that reloads, and the package of the entry point is for none. */
export function isReloaded({ finding: { runtime, entry }, program }: EditTask): boolean {
  if (runtime?.hotReload !== true) return false;
  const packages = entry?.framework.packages ?? [];
  const hasManifest = packages.some((name) => program.dependsOn(entry!.file, name) !== undefined);
  return !hasManifest || packages.some((name) => program.runtimeRangeOf(entry!.file, name) !== undefined);
}

/** In checked JavaScript, `globalThis` has no such property. */
export function mayUseGlobal({ style, source }: EditTask): boolean {
  return style.isTypeScript || !source.code.text.includes('@ts-check');
}

/** `const globalForClient = globalThis as typeof globalThis & { key?: Client };` */
export function typedHolder(
  { style }: EditTask, names: UniqueNames, name: string, key: string, type: string,
): { readonly holder: string; readonly line: string } {
  const holder = names.choose([`globalFor${pascalCase(name)}`], []);
  return { holder, line: `const ${holder} = globalThis as typeof globalThis & { ${key}?: ${type} }${style.semicolon}` };
}

/** All modules share `globalThis`: the key tells which file's client it is. The file's other clients have keys of their own. */
export function keyOf(task: EditTask, name: string): string {
  const path = task.program.relativePath(task.source.file).replace(/\.[^./]+$/, '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  const key = `__${camelCase(path.map(pascalCase).join(''))}${pascalCase(name)}`;
  let free = key;
  for (let number = 2; hasWord(task.source.code.text, free); number++) free = `${key}${number}`;
  return free;
}
