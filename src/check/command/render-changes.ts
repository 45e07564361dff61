import { styleText } from 'node:util';
import { fileDiff } from '../../command/line-diff.js';
import type { EditedFiles } from '../fix/edit-files.js';

/** What was written as a diff, and what was left alone. `shown`: what the user calls a file. */
export function renderChanges({ changes, skipped }: EditedFiles, shown: (file: string) => string, hasColors: boolean): string {
  const painted = (line: string): string => {
    const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : undefined;
    return style && hasColors ? styleText(style, line, { validateStream: false }) : line;
  };
  return [
    ...changes.map(({ file, before, after }) => (
      [`changes of ${shown(file)}`, ...fileDiff(before, after).map(painted), ''].join('\n'))),
    ...skipped.map(({ file, reason }) => `${shown(file)} is left alone: ${reason}.`),
  ].map((part) => `${part}\n`).join('');
}
