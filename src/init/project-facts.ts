import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { npm, packageManagers } from '../catalog/package-managers.js';
import type { PackageManager } from '../catalog/package-managers.js';
import { readManifest } from '../project/files/files.js';

/*
 * What a folder says about the linters, the language and the CI of its project. Input: the folder. Output: facts, and texts of the files
 * that may be changed. Invariant: only that folder and its .github/workflows are looked at, and nothing is written.
 */

export interface TextFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface ProjectFacts {
  readonly folder: string;
  /** Files in Node.js are ES modules where the manifest says so. */
  readonly isModule: boolean;
  readonly packageManager: PackageManager;
  readonly hasTypeScript: boolean;
  /** Names of all packages that the manifest asks for. */
  readonly packages: ReadonlySet<string>;
  readonly eslintConfig: TextFile | undefined;
  /** Configurations of the form that ESLint 9 has left behind. */
  readonly oldConfigs: readonly string[];
  readonly oxlintConfig: TextFile | undefined;
  /** Of GitHub, where the folder has `.github`. */
  readonly workflows: readonly TextFile[] | undefined;
  /** Files of other CI systems. */
  readonly otherCi: readonly string[];
}

const FLAT_CONFIG = /^eslint\.config\.[cm]?[jt]s$/;
const OLD_CONFIG = /^\.eslintrc(?:\.[a-z]+)?$/;
const OTHER_CI = ['.gitlab-ci.yml', '.circleci', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', 'Jenkinsfile'];

export function collectFacts(folder: string): ProjectFacts {
  const names = readdirSync(folder);
  const manifest = readManifest(path.join(folder, 'package.json')) as (ReturnType<typeof readManifest> & { type?: unknown }) | undefined;
  const packages = new Set([manifest?.dependencies, manifest?.devDependencies, manifest?.peerDependencies, manifest?.optionalDependencies]
    .flatMap((dependencies) => Object.keys(dependencies ?? {})));
  const read = (name: string | undefined): TextFile | undefined => (
    name === undefined ? undefined : { path: name, text: readFileSync(path.join(folder, name), 'utf8') });
  return {
    folder,
    isModule: manifest?.type === 'module',
    packageManager: packageManagers.find(({ lockfiles }) => lockfiles.some((name) => names.includes(name))) ?? npm,
    hasTypeScript: names.includes('tsconfig.json') || packages.has('typescript'),
    packages,
    eslintConfig: read(names.find((name) => FLAT_CONFIG.test(name))),
    oldConfigs: names.filter((name) => OLD_CONFIG.test(name)),
    oxlintConfig: read(names.find((name) => name === '.oxlintrc.json')),
    workflows: names.includes('.github') ? readWorkflows(folder) : undefined,
    otherCi: OTHER_CI.filter((name) => names.includes(name)),
  };
}

function readWorkflows(folder: string): TextFile[] {
  const directory = path.join(folder, '.github/workflows');
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => (
    { path: `.github/workflows/${name}`, text: readFileSync(path.join(directory, name), 'utf8') }));
}
