/** Installs the pinned packages of a family outside the repository, without running their scripts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
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

/** Installs what the family names and gives the folder. Does nothing where the same was installed before. */
export function installFamily(family: ClientFamily, pinned: PinnedVersions): string {
  const root = join(cacheFolder(), family.name);
  const patterns = patternsOf(family);
  const names = Object.keys(pinned).filter((name) => patterns.some((pattern) => (
    hasWildcard(pattern) ? matchesPackage(pattern, name) : packageOfSpecifier(pattern) === name
  )));
  const withTypes = [...names, ...names.map(typesPackage), '@types/node'].filter((name) => name in pinned);
  const dependencies = Object.fromEntries(withTypes.sort().flatMap((name) => (
    (pinned[name] ?? []).map((version) => [installedName(name, version, pinned), `npm:${name}@${version}`])
  )));
  const manifest = `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`;
  const done = join(root, '.installed');
  if (existsSync(done) && readFileSync(done, 'utf8') === manifest) {
    return root;
  }
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), manifest);
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status, stderr } = spawnSync(npm, ['install', ...flags], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`its packages cannot be installed: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
  }
  writeFileSync(done, manifest);
  return root;
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
    const declared = typesPackage(name);
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

/** Where DefinitelyTyped declares a package: `@types/scope__name`. */
function typesPackage(name: string): string {
  return `@types/${name.replace(/^@(.+)\/(.+)$/, '$1__$2')}`;
}
