import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from 'vscode-languageserver-protocol';
import { LanguageClient } from '../editor/language-client.js';

/** What the language server tells an editor about a file with one report. */
export interface EditorReport {
  readonly name: string;
  readonly code: string;
  readonly range: Range;
  readonly message: string;
  readonly source: string;
  readonly rule: string;
  /** Address of the rule's page. */
  readonly page: string;
  /** Titles of the quick fixes, in the server's order. */
  readonly fixes: readonly string[];
}

/** Opens a file of the service in `root` and asks for its only report. Throws if there is another number of them. */
export async function askForReport(root: string, name: string): Promise<EditorReport> {
  const code = readFileSync(join(root, name), 'utf8');
  const client = new LanguageClient(root);
  await client.start();
  try {
    await client.type(name, code);
    const diagnostics = await client.diagnostics(name);
    const [diagnostic] = diagnostics;
    if (!diagnostic || diagnostics.length > 1) throw new Error(`${name} has ${diagnostics.length} reports, and the picture room for one.`);
    const { range, source, code: rule, codeDescription } = diagnostic;
    const message = typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value;
    const fixes = (await client.quickFixes(name, diagnostic)).map(({ title }) => title);
    return { name, code, range, message, source: source!, rule: String(rule), page: codeDescription!.href, fixes };
  } finally {
    await client.stop();
  }
}
