import path from 'node:path';
import semver from 'semver';
import type { SemVer } from 'semver';
import { declarationsPackage } from '../../catalog/declarations-package.js';
import { foldersAbove, readManifest } from './files.js';
import { compilerOptionsFor } from './tsconfig.js';
import type { CompilerOptions } from './tsconfig.js';

/*
 * May a file declare with `using` and `await using`? Where Node.js knows the syntax, or TypeScript turns it into what an older Node.js runs
 * and types know the symbols.
 * Input: a file on the disk. Output: yes, or not known to. Invariant: yes only if the project says so: in `engines` and tsconfig.json.
 * Blind spot: builds that do not use TypeScript although its configuration says that it writes the output.
 */

/** The first Node.js that reads the declarations itself. */
const NATIVE = '24.0.0';

/** The first versions with `Symbol.asyncDispose`. Of line 20 the releases before 20.4 lack it, which nobody asks for by `>=20`. */
const WITH_SYMBOLS = '^18.18.0 || >=20.0.0';

/** The first TypeScript that knows the declarations. */
const COMPILING = '5.2.0';

/** The declarations of Node.js that declare the symbols. */
const DECLARED = '^18.18.0 || >=20.5.0';

/** From this version on only the `types` that are named are there. */
const NAMED_TYPES = '6.0.0';

/** Targets for which TypeScript writes other code in place of the declarations. */
const LOWER_TARGET = /^es(?:6|20\d\d)$/i;

export function allowsUsing(file: string, root: string, versionOf: (packageName: string) => string | undefined): boolean {
  const node = lowestNode(file, root);
  if (!node || !semver.satisfies(node, WITH_SYMBOLS)) return false;
  const isNative = semver.gte(node, NATIVE);
  if (!/\.[cm]?tsx?$/.test(file)) return isNative;
  const compiler = lowestVersion(versionOf('typescript'));
  if (!compiler || semver.lt(compiler, COMPILING)) return false;
  const options = compilerOptionsFor(file, root);
  if (!options || !knowsSymbols(options, compiler, lowestVersion(versionOf(declarationsPackage('node'))))) return false;
  // Without output something else compiles it, and to a target that is left out each version gives another meaning.
  const isLowered = options.noEmit !== true && options.emitDeclarationOnly !== true
    && typeof options.target === 'string' && LOWER_TARGET.test(options.target);
  return isNative || isLowered;
}

/** The lowest version of Node.js that the nearest manifest with `engines` admits. */
export function lowestNode(file: string, root: string): SemVer | undefined {
  for (const folder of foldersAbove(file, root)) {
    const range = readManifest(path.join(folder, 'package.json'))?.engines?.node;
    if (range !== undefined) return lowestVersion(range);
  }
  return undefined;
}

function lowestVersion(range: unknown): SemVer | undefined {
  const isRange = typeof range === 'string' && semver.validRange(range) !== null;
  return isRange ? semver.minVersion(range) ?? undefined : undefined;
}

/** Whether the compiler is told of `Symbol.asyncDispose`: by its own library, or by the declarations of Node.js. */
function knowsSymbols({ lib, target, types: named }: CompilerOptions, compiler: SemVer, declarations: SemVer | undefined): boolean {
  if (Array.isArray(lib) && lib.some((name) => typeof name === 'string' && /^esnext$|\.disposable$/i.test(name))) return true;
  if (lib === undefined && typeof target === 'string' && /^esnext$/i.test(target)) return true;
  const types = named ?? (semver.lt(compiler, NAMED_TYPES) ? ['*'] : []);
  const isNamed = Array.isArray(types) && types.some((name) => name === 'node' || name === '*');
  return isNamed && declarations !== undefined && semver.satisfies(declarations, DECLARED);
}
