import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { drawLine, drawWindow, CHARACTER, LINE } from './drawing.js';
import { parseAnsi, wrapHard } from './styled-text.js';

const COLUMNS = 112;
const PADDING = 18;
const TOP = 52;

/** What `npx eslint .` prints in the folder, as a terminal shows it. The folder is called by its name only. */
export function drawTerminalReport(root: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath, [join(root, 'node_modules/eslint/bin/eslint.js'), '--color', '.'], { cwd: root, encoding: 'utf8' });
  if (stderr !== '' || status !== 1) throw new Error(`ESLint ended with ${status}: ${stderr}`);
  const report = stdout.replaceAll(root, '~/shop').replaceAll('\\', '/');
  const lines = wrapHard([[{ text: '~/shop $ ', color: '#57ab5a' }, { text: 'npx eslint .' }], ...parseAnsi(report.trimEnd())], COLUMNS);
  const drawn = lines.map((line, index) => drawLine(line, PADDING, TOP + index * LINE)).join('');
  const description = parseAnsi(report).map((line) => line.map(({ text }) => text.trim()).join(' ')).join(' ').replace(/\s+/g, ' ').trim();
  return drawWindow(COLUMNS * CHARACTER + 2 * PADDING, TOP + (lines.length + 0.2) * LINE, 'npx eslint .', description, drawn);
}
