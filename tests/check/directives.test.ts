import { describe, expect, it, vi } from 'vitest';
import { compareOn, copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000 });

const rule = 'client-lifetime/no-client-per-request';

/** A handler that constructs a client, with lines before the construction, behind it on its line, and below. */
function leaking(before: string, behind = '', below = ''): string {
  return `import express from 'express';
import { Redis } from 'ioredis';
const app = express();
app.get('/', async (req, res) => {
  ${before}
  const redis = new Redis(); ${behind}
  ${below}
  res.json(await redis.get('votes'));
});
`;
}

const cases: Readonly<Record<string, string>> = {
  'next-line.js': leaking(`// eslint-disable-next-line ${rule} -- known -- since May`),
  'next-line-of-all.js': leaking('/* eslint-disable-next-line */'),
  'next-line-in-several.js': leaking(`/* eslint-disable-next-line\n${rule} */`),
  'next-line-of-two.js': leaking(`// eslint-disable-next-line ${rule}, no-console`),
  'next-line-of-another.js': leaking('// eslint-disable-next-line client-lifetime/require-client-close'),
  'too-far.js': leaking(`// eslint-disable-next-line ${rule}\n\n`),
  'line.js': leaking('', `// eslint-disable-line ${rule}`),
  'line-in-block.js': leaking('', `/* eslint-disable-line ${rule} -- why not */`),
  'line-in-several.js': leaking('', `/* eslint-disable-line\n${rule} */`),
  'block.js': leaking(`/* eslint-disable ${rule} */`),
  'block-of-all.js': leaking('/* eslint-disable */'),
  'block-in-a-line-comment.js': leaking(`// eslint-disable ${rule}`),
  'enabled-again.js': leaking(`/* eslint-disable ${rule} */ /* eslint-enable ${rule} */`),
  'all-enabled-again.js': leaking(`/* eslint-disable ${rule} */ /* eslint-enable */`),
  'another-enabled.js': leaking(`/* eslint-disable ${rule} */ /* eslint-enable no-console */`),
  'twice.js': leaking(`/* eslint-disable ${rule} */\n// eslint-disable-next-line ${rule}`),
  'both-on-a-line.js': leaking(`// eslint-disable-next-line ${rule}`, `// eslint-disable-line ${rule}`),
  'below.js': leaking('', '', `/* eslint-disable ${rule} */`),
  'only-text.js': leaking(`const text = '/* eslint-disable ${rule} */';`),
  'unused.js': `// eslint-disable-next-line ${rule}\nexport const one = 1;\n`,
  'unused-of-others.js': '// eslint-disable-next-line no-console\nexport const one = 1;\n',
  'off.js': `/* eslint ${rule}: "off" */\n${leaking('')}`,
  'warn.js': `/* eslint "${rule}": ["warn"] -- later */\n${leaking('')}`,
  'number.js': `/* eslint no-console: 0, ${rule}: 1 */\n${leaking('')}`,
  'typed.ts': leaking(`// eslint-disable-next-line ${rule} -- known`),
  'hashbang.js': `#!/usr/bin/env node\n/* eslint-disable ${rule} */\n${leaking('')}`,
  'windows.js': leaking(`// eslint-disable-next-line ${rule}`).replaceAll('\n', '\r\n'),
};

describe('comments that disable rules', () => {
  it.each(Object.entries(cases))('count as in ESLint: %s', async (name, text) => {
    const { check, eslint } = await compareOn(copyProject({ [name]: text }));
    expect(check).toStrictEqual(eslint);
  });

  it('suppress, or are told, as these say', async () => {
    const { result } = await compareOn(copyProject(cases));
    expect(new Set(result.suppressed.map(({ file }) => file)).size).toBeGreaterThan(10);
    expect(result.unusedDirectives.map(({ file }) => file)).toContain('unused.js');
    expect(result.suppressed.find(({ file }) => file === 'next-line.js')?.justification).toBe('known -- since May');
    expect(result.reports.find(({ file }) => file === 'warn.js')?.severity).toBe('warning');
    expect(result.reports.map(({ file }) => file)).toContain('too-far.js');
  });
});
