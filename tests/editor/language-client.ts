import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { StreamMessageReader, StreamMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type {
  ApplyWorkspaceEditParams, CodeAction, Command, ConfigurationParams, Diagnostic, FullDocumentDiagnosticReport, InitializeParams, TextEdit,
} from 'vscode-languageserver-protocol';

/*
 * An editor, as far as the ESLint language server can tell: it opens documents, keeps what is typed in them, asks for diagnostics and
 * quick fixes, and applies the edits that the server sends back.
 */

/** What the server must be told about every document. Editors send their own settings here; these are the ones it cannot do without. */
export const serverSettings = {
  validate: 'on',
  run: 'onType',
  quiet: false,
  nodePath: null,
  experimental: {},
  options: {},
  rulesCustomizations: [],
  problems: { shortenToSingleLine: false },
  codeAction: { disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' }, showDocumentation: { enable: true } },
  codeActionOnSave: { mode: 'all' },
} as const;

export class LanguageClient {
  readonly #root: string;
  readonly #server: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #texts = new Map<string, string>();
  #version = 0;

  constructor(root: string) {
    this.#root = root;
    const bin = createRequire(import.meta.url).resolve('vscode-langservers-extracted/bin/vscode-eslint-language-server');
    this.#server = spawn(process.execPath, [bin, '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#server.stdout!), new StreamMessageWriter(this.#server.stdin!));
    const folder = { uri: pathToFileURL(root).href, name: 'workspace' };
    this.#connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) => (
      items.map(() => ({ ...serverSettings, workspaceFolder: folder }))));
    this.#connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
      for (const change of edit.documentChanges ?? []) {
        if ('edits' in change) this.#apply(change.textDocument.uri, change.edits as TextEdit[]);
      }
      for (const [uri, edits] of Object.entries(edit.changes ?? {})) this.#apply(uri, edits);
      return { applied: true };
    });
    // Requests that want no more than an answer.
    this.#connection.onRequest(() => null);
    this.#connection.listen();
  }

  async start(): Promise<void> {
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: pathToFileURL(this.#root).href,
      workspaceFolders: [{ uri: pathToFileURL(this.#root).href, name: 'workspace' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true } },
        textDocument: {
          diagnostic: {},
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
        },
      },
    };
    await this.#connection.sendRequest('initialize', params);
    await this.#connection.sendNotification('initialized', {});
  }

  /** Opens a document, or types another text into an open one. */
  async type(name: string, text: string): Promise<void> {
    const uri = this.#uri(name);
    const isOpen = this.#texts.has(uri);
    this.#texts.set(uri, text);
    const version = ++this.#version;
    await (isOpen
      ? this.#connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] })
      : this.#connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: /\.[cm]?ts$/.test(name) ? 'typescript' : 'javascript', version, text },
      }));
  }

  text(name: string): string {
    return this.#texts.get(this.#uri(name)) ?? '';
  }

  async diagnostics(name: string): Promise<readonly Diagnostic[]> {
    const report: FullDocumentDiagnosticReport = await this.#connection.sendRequest(
      'textDocument/diagnostic', { textDocument: { uri: this.#uri(name) } });
    return report.items;
  }

  /** The quick fixes for a diagnostic, in the editor's order. */
  async quickFixes(name: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    const actions: (CodeAction | Command)[] | null = await this.#connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.#uri(name) }, range: diagnostic.range, context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
    return (actions ?? []).filter((action): action is CodeAction => typeof action.command !== 'string');
  }

  /** What "Fix all" or fixing on save would type. */
  async fixAll(name: string): Promise<void> {
    const actions: CodeAction[] | null = await this.#connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.#uri(name) }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    for (const { edit } of actions ?? []) {
      for (const change of edit?.documentChanges ?? []) {
        if ('edits' in change) this.#apply(change.textDocument.uri, change.edits as TextEdit[]);
      }
    }
    await this.type(name, this.text(name));
  }

  async run(name: string, { command, edit }: CodeAction): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      if ('edits' in change) this.#apply(change.textDocument.uri, change.edits as TextEdit[]);
    }
    if (command) {
      await this.#connection.sendRequest('workspace/executeCommand', { command: command.command, arguments: command.arguments });
    }
    await this.type(name, this.text(name));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => void this.#server.once('exit', resolve));
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }

  #uri(name: string): string {
    return pathToFileURL(path.join(this.#root, name)).href;
  }

  #apply(uri: string, edits: readonly TextEdit[]): void {
    const text = this.#texts.get(uri);
    if (text === undefined) throw new Error(`The server edits ${fileURLToPath(uri)}, which is not open.`);
    const lines = text.split('\n');
    const offsets = [0];
    for (const line of lines) offsets.push(offsets.at(-1)! + line.length + 1);
    const offsetOf = ({ line, character }: { line: number; character: number }): number => (offsets[line] ?? text.length) + character;
    const sorted = [...edits].sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start));
    this.#texts.set(uri, sorted.reduce(
      (result, { range, newText }) => result.slice(0, offsetOf(range.start)) + newText + result.slice(offsetOf(range.end)), text));
  }
}
