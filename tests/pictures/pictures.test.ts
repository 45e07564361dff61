import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySampleService, linkPackages, repository } from '../support/sample-service.js';
import { wrapWords } from '../tools/wrap-words.js';
import { drawEditorReport } from './editor-picture.js';
import { drawTerminalReport } from './terminal-picture.js';
import { parseAnsi, wrapHard } from './styled-text.js';

/*
 * The pictures of the README are drawn from what the linter prints and the language server answers; `npm run pictures` draws them anew.
 */

const config = `import clientLifetime from 'eslint-plugin-client-lifetime';

export default [
  clientLifetime.configs.recommended,
];
`;
let root: string;

beforeAll(() => {
  root = copySampleService();
  linkPackages(root, { eslint: undefined, 'eslint-plugin-client-lifetime': repository });
  writeFileSync(join(root, 'eslint.config.js'), config);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the pictures', () => {
  it('show what the linter prints', async () => {
    await expect(drawTerminalReport(root)).toMatchFileSnapshot(`${repository}/docs/images/terminal-report.svg`);
  });

  it('show what the language server says', async () => {
    await expect(await drawEditorReport(root, 'src/captcha.js')).toMatchFileSnapshot(`${repository}/docs/images/editor-report.svg`);
  });
});

describe('text for pictures', () => {
  it('has the looks that escape sequences ask for', () => {
    expect(parseAnsi('a\u001b[31mb\u001b[39m\u001b[4mc\u001b[24m\nd')).toStrictEqual([
      [
        { text: 'a', isBold: false, isUnderlined: false },
        { text: 'b', isBold: false, isUnderlined: false, color: '#f47067' },
        { text: 'c', isBold: false, isUnderlined: true },
      ],
      [{ text: 'd', isBold: false, isUnderlined: false }],
    ]);
    expect(() => parseAnsi('\u001b[5mblink')).toThrow('escape sequence 5');
  });

  it('is cut where a terminal cuts it', () => {
    expect(wrapHard([[{ text: 'abc' }, { text: 'defg' }], []], 4)).toStrictEqual([
      [{ text: 'abc' }, { text: 'd' }], [{ text: 'efg' }], [],
    ]);
  });

  it('is cut between words', () => {
    expect(wrapWords('one two three fourteen', 8)).toStrictEqual(['one two', 'three', 'fourteen']);
  });
});
