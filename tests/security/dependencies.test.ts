import { readFileSync } from 'node:fs';
import { validRange } from 'semver';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly dependencies?: Record<string, string>;
}
const locked = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages;

/** The names of tags among what the locked packages depend on: `latest` means another version on the day that one is published. */
function collectTagged(): string[] {
  return Object.values(locked).flatMap(({ dependencies = {} }) =>
    Object.entries(dependencies).flatMap(([name, range]) => (validRange(range.replace(/^npm:.+@/, '')) === null ? [name] : [])));
}

describe('what an installation brings along', () => {
  it('stays the same on a day when somebody publishes', () => {
    // Or else `npm ci` refuses the lock file from then on.
    expect(collectTagged().filter((name) => !(name in manifest.overrides))).toStrictEqual([]);
  });

  it('is listed in the docs', () => {
    const listed = [...read('docs/security.md').matchAll(/^- `([^`]+)`: /gm)].map((match) => match[1]);
    expect(listed).toStrictEqual(Object.keys(manifest.dependencies));
  });

  it('runs no scripts', () => {
    const scripted = Object.entries(locked).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
    expect(scripted.map(([name]) => name)).toStrictEqual([]);
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toStrictEqual([]);
  });
});

describe('a release', () => {
  const workflow = read('.github/workflows/release.yml');

  it('is published with provenance, by a job that may do nothing else', () => {
    expect(workflow).toContain('npm publish --provenance');
    expect([...workflow.matchAll(/^\s+([\w-]+): write$/gm)].map((match) => match[1])).toStrictEqual(['id-token']);
  });

  it('is audited first', () => {
    expect(workflow.indexOf('npm audit')).toBeGreaterThan(0);
    expect(workflow.indexOf('npm audit')).toBeLessThan(workflow.indexOf('npm publish'));
  });
});
