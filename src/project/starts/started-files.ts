import { builtFolders, deploymentFiles, listeningCall, ownDeployments, startsDeployed, startsNamed } from '../../catalog/serving.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isServingScript } from './serving-script.js';
import type { ManifestScript, Program } from '../program.js';

/*
 * By which files of a project are its programs started, as far as that is in sight? Commands of manifests and of what deploys them name
 * files, with their extension or without, `node ./bin/www`; a manifest names its `main`, which may listen.
 * Output: texts that name what is started, and whether one of them starts a server. Invariant: a name without an extension counts only
 * where a file of that name is there. Blind spot: deployments that are described in other folders.
 */

export interface Starts {
  /** Something is known to start a server. */
  readonly isKnown: boolean;
  /** Texts, beside the commands of the manifests, in which what they start is named. */
  readonly texts: readonly string[];
}

/** For each folder of a program what `startsOf` said of it. */
const known = new WeakMap<Program, Map<string, Starts>>();

export function startsOf(program: Program, file: FileModel): Starts {
  const folder = program.relativePath(file).split('/').slice(0, -1).join('/');
  const ofProgram = known.get(program) ?? new Map<string, Starts>();
  known.set(program, ofProgram);
  let starts = ofProgram.get(folder);
  if (!starts) ofProgram.set(folder, starts = findStarts(program, file));
  return starts;
}

function findStarts(program: Program, file: FileModel): Starts {
  const deployments = deploymentFiles.flatMap((name) => program.textAbove(file, name) ?? []);
  const words = program.scriptsOf(file).filter(isServingScript).flatMap(startedWordsOf);
  const started = words.filter((word) => sourcesOf(word).some((name) => program.hasFileAbove(file, name)));
  // What no parser is asked about names in its text what it loads.
  const loaders = words.flatMap((word) => (/\.[cm]?[jt]sx?$/.test(word) ? [] : program.textAbove(file, word) ?? []));
  const main = program.mainOf(file);
  const isMain = main !== undefined && sourcesOf(main).some((name) => listeningCall.test(program.textAbove(file, name) ?? ''));
  return {
    isKnown: started.length > 0 || loaders.length > 0 || isMain || isDeployed(program, file),
    texts: [...deployments, ...loaders, ...(main === undefined ? [] : [main])],
  };
}

/** What deploys the package itself starts it by a file. A description of several may mean others. */
function isDeployed(program: Program, file: FileModel): boolean {
  return ownDeployments.some((name) => (
    program.hasFileAbove(file, name, 'package') && startsDeployed.test(program.textAbove(file, name) ?? '')));
}

/** `node -r dotenv/config ./bin/www` → bin/www. */
function startedWordsOf({ text }: ManifestScript): string[] {
  const [, word] = startsNamed.exec(text) ?? [];
  return word === undefined ? [] : [word.replace(/^\.\//, '')];
}

/** Names of the source that a started file is, or is built of: `dist/main` → dist/main.js, main.ts, src/main.ts. */
export function sourcesOf(word: string): string[] {
  const stem = word.replace(/^\.\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  const folders = stem.split('/').slice(0, -1).filter((folder) => folder !== '.' && !builtFolders.has(folder));
  const name = [...folders, stem.split('/').at(-1)!].join('/');
  return [stem, name, `src/${name}`].flatMap((each) => (
    [...EXTENSIONS.map((extension) => `${each}.${extension}`), ...EXTENSIONS.map((extension) => `${each}/index.${extension}`)]));
}

const EXTENSIONS = ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'];
