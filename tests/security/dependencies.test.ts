import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

/** Those that we import ourselves. They bring some of their own. */
const bundled = [
  '@clack/prompts', '@typescript-eslint/scope-manager', '@typescript-eslint/utils', 'ignore', 'picomatch', 'semver', 'zod',
];

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

  it('has the licenses of what is bundled into it, which the docs list', () => {
    const licenses = read('dist/THIRD-PARTY-LICENSES.md');
    for (const name of bundled) expect(licenses).toMatch(new RegExp(`^## ${name} \\d.*\\n\\n[^#]*Permission`, 'm'));
    const listed = [...read('docs/security.md').matchAll(/^- `([^`]+)` /gm)].map((match) => match[1]);
    expect(listed).toStrictEqual(bundled);
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

  it('is audited first, with what is bundled', () => {
    for (const audit of ['npm audit --omit=dev', '| node scripts/audit-bundled.mjs']) {
      expect(workflow.indexOf(audit)).toBeGreaterThan(0);
      expect(workflow.indexOf(audit)).toBeLessThan(workflow.indexOf('npm publish'));
    }
  });

  it.each([
    ['nothing', { vulnerabilities: {} }, 0, ''],
    ['an advisory on something else', { vulnerabilities: { vitepress: { severity: 'high' } } }, 0, ''],
    [
      'an advisory on what is bundled', { vulnerabilities: { semver: { severity: 'low' } } }, 1,
      'semver is bundled and has an advisory (low).\n',
    ],
    ['no answer', { error: {} }, 1, expect.stringContaining('npm audit did not answer')],
  ])('is stopped by an audit of what is bundled, or not: %s', (_, report, status, stderr) => {
    const script = fileURLToPath(new URL('../../scripts/audit-bundled.mjs', import.meta.url));
    const result = spawnSync(process.execPath, [script], { encoding: 'utf8', input: JSON.stringify(report) });
    expect(result).toMatchObject({ status, stderr });
  });
});
