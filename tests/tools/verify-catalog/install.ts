/** Installs the pinned packages of a family outside the repository, without running their scripts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { declarationsPackage } from '../../../src/catalog/declarations-package.js';
import { hasWildcard, matchesPackage } from '../../../src/catalog/match.js';
import { packageOfSpecifier } from '../../../src/catalog/merge.js';
import type { ClientFamily } from '../../../src/catalog/types.js';
import { isBuiltin } from './export-world.js';
import { entriesOf, installedName, type PinnedVersions } from './verify-families.js';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'client-lifetime-catalog');
}

/** The package patterns that the entries of the family name. */
function patternsOf(family: ClientFamily): string[] {
  return [...new Set(entriesOf(family).flatMap((entry) => entry.package))].filter((pattern) => !isBuiltin(pattern));
}

/** Installs what the family names, and what the declarations of that refer to, and gives the folder. */
export function installFamily(family: ClientFamily, pinned: PinnedVersions): string {
  const root = join(cacheFolder(), family.name);
  const patterns = patternsOf(family);
  const names = Object.keys(pinned).filter((name) => patterns.some((pattern) => (
    hasWildcard(pattern) ? matchesPackage(pattern, name) : packageOfSpecifier(pattern) === name
  )));
  const installed = new Set(names);
  installPackages(root, [...installed], pinned);
  // Types of an optional driver that is missing would be `any`, and `any` has every method.
  for (const peer of names.flatMap((name) => peersOf(join(root, 'node_modules', name))).filter((name) => name in pinned)) {
    installed.add(peer);
  }
  installPackages(root, [...installed], pinned);
  return root;
}

/** Installs what is pinned in a folder of its own, and gives it. */
export function installAlone(name: string, version: string, pinned: PinnedVersions): string {
  const root = join(cacheFolder(), 'boundaries', `${name.replace('/', '__')}@${version}`);
  installPackages(root, Object.keys(pinned), pinned);
  return root;
}

/** Does nothing where these packages, or these and more, were installed before. */
function installPackages(root: string, names: readonly string[], pinned: PinnedVersions): void {
  const withTypes = [...names, ...names.map(declarationsPackage), '@types/node'].filter((name) => name in pinned);
  const dependencies = Object.fromEntries(withTypes.sort().flatMap((name) => (
    (pinned[name] ?? []).map((version): [string, string] => [installedName(name, version, pinned), `npm:${name}@${version}`])
  )));
  const done = join(root, '.installed.json');
  const before = existsSync(done) ? JSON.parse(readFileSync(done, 'utf8')) as Record<string, string> : {};
  if (Object.entries(dependencies).every(([name, version]) => before[name] === version)) {
    return;
  }
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status, stderr } = spawnSync(npm, ['install', ...flags], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`its packages cannot be installed: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
  }
  writeFileSync(done, JSON.stringify(dependencies));
}

function peersOf(folder: string): string[] {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest)
    ? Object.keys((JSON.parse(readFileSync(manifest, 'utf8')) as { peerDependencies?: Record<string, string> }).peerDependencies ?? {})
    : [];
}

/** The pins with today's latest version of each package that the families name and that has none yet. */
export function addMissingPins(families: readonly ClientFamily[], pinned: PinnedVersions): PinnedVersions {
  const added: Record<string, readonly string[]> = { ...pinned };
  for (const pattern of families.flatMap(patternsOf).filter((each) => !hasWildcard(each))) {
    const name = packageOfSpecifier(pattern);
    if (name in added) {
      continue;
    }
    const [version, types, typings] = view(name, ['version', 'types', 'typings']);
    if (version === undefined) {
      console.error(`${name} is not in the registry`);
      continue;
    }
    added[name] = [version];
    const declared = declarationsPackage(name);
    if (types === undefined && typings === undefined && !(declared in added)) {
      const [declaredVersion, , , deprecated] = view(declared, ['version', 'types', 'typings', 'deprecated']);
      if (declaredVersion !== undefined && deprecated === undefined) {
        added[declared] = [declaredVersion];
      }
    }
  }
  return Object.fromEntries(Object.entries(added).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function view(name: string, fields: readonly string[]): (string | undefined)[] {
  try {
    const text = execFileSync(npm, ['view', name, ...fields, '--json'], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
    const answer = JSON.parse(text) as string | Record<string, string>;
    return fields.map((field) => (typeof answer === 'string' ? (field === 'version' ? answer : undefined) : answer[field]));
  } catch {
    return fields.map(() => undefined);
  }
}
