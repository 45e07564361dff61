import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { flagFor } from '../../src/command/optimize-later.js';

describe('the flag with which V8 optimizes later', () => {
  it('is one that this Node.js knows', () => {
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    const name = flagFor()?.replace(/=.*/, '');
    if (name !== undefined) expect(known).toContain(`  ${name} (`);
    expect(known).not.toContain('  --no-such-flag (');
  });

  it('is none where nobody has tried it', () => {
    expect(['18.20.0', '21.0.0', '27.1.0', '200.0.0'].map(flagFor)).toStrictEqual([undefined, undefined, undefined, undefined]);
  });
});
