import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../support/sample-service.js';
import { wrapWords } from '../tools/wrap-words.js';
import { askForReport } from './editor-report.js';
import { makeSampleProject } from './sample-project.js';
import seen from './seen-in-editor.json' with { type: 'json' };
import { parseAnsi, wrapHard } from './styled-text.js';
import { drawTerminalReport } from './terminal-picture.js';

/*
 * The pictures of the README: the terminal's is drawn from what the linter prints, the editor's are screenshots. `npm run pictures` makes
 * them anew.
 */

let root: string;

beforeAll(() => {
  root = makeSampleProject();
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the pictures', () => {
  it('show what the linter prints', async () => {
    await expect(drawTerminalReport(root)).toMatchFileSnapshot(`${repository}/docs/images/terminal-report.svg`);
  });

  it('show what the language server says', async () => {
    const { message, fixes } = await askForReport(root, 'src/captcha.js');
    expect(seen).toStrictEqual({ message, fixes });
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
