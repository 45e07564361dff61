import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The titles of the edits that ESLint offers on a line, as a run with the preset `strict` would. Empty where there are none, or where
 * ESLint (a peer, which this command can do without) or a parser for the file is not installed.
 */
export async function editTitles(file: string, line: number): Promise<readonly string[]> {
  try {
    const [{ Linter }, { default: plugin }] = await Promise.all([import('eslint'), import('../index.js')]);
    const parser = /\.[cm]?tsx?$/.test(file) ? await import('@typescript-eslint/parser') : undefined;
    const linter = new Linter({ cwd: path.dirname(file) });
    const messages = linter.verify(await readFile(file, 'utf8'), [
      { files: ['**/*'], ...(parser && { languageOptions: { parser } }) },
      ...[plugin.configs.strict].flat() as never[],
    ], { filename: file });
    return messages.filter((message) => message.line === line).flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc));
  } catch {
    return [];
  }
}
