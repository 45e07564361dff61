import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LanguageClient } from '../editor/language-client.js';
import { wrapWords } from '../tools/wrap-words.js';
import { drawBox, drawLine, drawSquiggle, drawWindow, CHARACTER, LINE } from './drawing.js';
import type { Line, Run } from './styled-text.js';

const COLUMNS = 112;
const PADDING = 18;
const TOP = 56;
const CODE = PADDING + 5 * CHARACTER;
const WIDTH = COLUMNS * CHARACTER + 2 * PADDING;

/**
 * A file with one report, as the language server describes it to an editor: the range, the message with the rule, and the quick fixes,
 * in the server's order and words. Where they stand on the screen is the picture's.
 */
export async function drawEditorReport(root: string, name: string): Promise<string> {
  const code = readFileSync(join(root, name), 'utf8');
  const client = new LanguageClient(root);
  await client.start();
  try {
    await client.type(name, code);
    const diagnostics = await client.diagnostics(name);
    const [diagnostic] = diagnostics;
    if (!diagnostic || diagnostics.length > 1) throw new Error(`${name} has ${diagnostics.length} reports, and the picture room for one.`);
    const titles = (await client.quickFixes(name, diagnostic)).map(({ title }) => title);
    const { start, end } = diagnostic.range;
    const message = wrapWords(`${diagnostic.message} ${diagnostic.source}(${diagnostic.code})`, COLUMNS - 10);

    let y = TOP;
    let drawn = '';
    for (const [index, line] of code.trimEnd().split('\n').entries()) {
      drawn += drawLine([{ text: String(index + 1).padStart(3), color: '#636e7b' }], PADDING, y) + drawLine(colored(line), CODE, y);
      if (index === start.line) {
        drawn += drawSquiggle(CODE + start.character * CHARACTER, y + 5, (end.character - start.character) * CHARACTER, '#f47067');
        drawn += drawPanel(message.map((text) => [{ text }]), y + 12, '#2d333b', '#f47067');
        y += message.length * LINE + 24;
        drawn += drawPanel(titles.map((text, at) => [{ text, ...at === 0 && { color: '#ffffff' } }]), y + 8, '#373e47', '#545d68');
        y += titles.length * LINE + 26;
      }
      y += LINE;
    }
    return drawWindow(WIDTH, y, name, `Line ${start.line + 1}: ${diagnostic.message} Quick fixes: ${titles.join(' ')}`, drawn);
  } finally {
    await client.stop();
  }
}

function drawPanel(lines: readonly Line[], y: number, fill: string, stroke: string): string {
  const box = { x: CODE, y, width: WIDTH - CODE - PADDING, height: lines.length * LINE + 10 };
  return drawBox(box, fill, stroke, 4) + lines.map((line, index) => drawLine(line, CODE + 10, y + 19 + index * LINE)).join('');
}

/** Enough for the languages of the sample: keywords, strings, comments and numbers. */
function colored(line: string): Run[] {
  const pattern = /(\/\/.*)|('[^']*')|\b(import|from|const|export|async|function|new|await|return)\b|\b(\d[\d.]*)\b/g;
  const runs: Run[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    const [text, comment, string, keyword] = match;
    if (match.index > end) runs.push({ text: line.slice(end, match.index) });
    runs.push({ text, color: comment ? '#768390' : string ? '#96d0ff' : keyword ? '#f47067' : '#6cb6ff' });
    end = match.index + text.length;
  }
  return [...runs, ...end < line.length ? [{ text: line.slice(end) }] : []];
}
