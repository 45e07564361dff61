import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import type { SourceCode } from 'eslint';
import ts from 'typescript';
import { rules } from '../../rules/index.js';
import plugin from '../../src/index.js';

/*
 * The proof that a suggestion is right: every one that a rule offers for a text is applied by itself, and the result has to parse, to
 * resolve every name that resolved before, to keep every comment, to type-check where the input did, and to be clean at that place, where
 * no rule of the plugin may find anything that was not there before: so a second run offers nothing more for it.
 * Throws what is wrong, with the edited text.
 */

export interface CheckInput {
  readonly code: string;
  /** Decides language and parser: `service.ts`, `handler.cjs`. Relative: it is on no disk and has no project around it. */
  readonly filename: string;
  /** Only what this rule reports is looked at. Default: what any of them does. All of them run. */
  readonly rule?: string;
  /** Declarations beside the file, for imports that no installed package serves. */
  readonly declarations?: string;
  readonly settings?: Record<string, unknown>;
  /** What the parser reads. Default: all that it can. */
  readonly ecmaVersion?: Linter.EcmaVersion;
  /** A name that means nothing in the text, and that the edit gives a meaning to. */
  readonly foundName?: string;
  /** Whether types are looked at. Default: for TypeScript, on the newest ESLint, of which they do not depend. */
  readonly typeCheck?: boolean;
}

export interface CheckedSuggestion {
  readonly messageId: string;
  readonly title: string;
  readonly output: string;
}

export interface CheckedReport {
  readonly line: number;
  readonly message: string;
  readonly suggestions: readonly CheckedSuggestion[];
}

/** Names of the language that edits bring with them. */
const WRITTEN_GLOBALS = new Set([
  'globalThis', 'undefined', 'ReturnType', 'InstanceType', 'Awaited', 'Parameters', 'Map', 'Promise', 'JSON', 'setTimeout', 'console',
  'require',
  'process', 'String',
]);

/** Comments that explain a close. */
const CLOSING = /(?<!\p{L})(?:close|closed|closing|fecha|fechamento|fermeture|cierro|đóng|zamykanie|disconnect)(?!\p{L})/iu;

/** Edits after which each request still has a client of its own. */
const ENDING = new Set([
  'closeInFinally', 'closeWhenSettled', 'closeInCallback', 'closeOnFailure', 'closeWhereLost', 'awaitUsing', 'using', 'ownClient',
]);

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Applies and checks every suggestion of every report. */
export function checkSuggestions(input: CheckInput): CheckedReport[] {
  const before = lint(input, input.code);
  const typeErrors = shouldTypeCheck(input) ? typeErrorsOf(input, input.code) : undefined;
  const isLookedAt = ({ ruleId }: Linter.LintMessage): boolean => input.rule === undefined || ruleId === `client-lifetime/${input.rule}`;
  return before.messages.filter(isLookedAt).map((message) => ({
    line: message.line,
    message: message.message,
    suggestions: (message.suggestions ?? []).map((suggestion) => {
      const output = applyFix(input.code, suggestion.fix);
      const problems = problemsOf(input, before, message, output, typeErrors, suggestion.messageId);
      if (problems.length > 0) {
        const place = `line ${message.line} of ${input.filename}`;
        throw new Error(`The suggestion "${suggestion.desc}" for ${place} is wrong:\n- ${problems.join('\n- ')}\n\n${output}`);
      }
      return { messageId: suggestion.messageId ?? '', title: suggestion.desc, output };
    }),
  }));
}

/** What is wrong with `output` as the result of a suggestion for one of the reports in the text. */
export function findProblems(input: CheckInput, output: string): string[] {
  const before = lint(input, input.code);
  return problemsOf(input, before, before.messages[0], output, shouldTypeCheck(input) ? typeErrorsOf(input, input.code) : undefined);
}

function problemsOf(
  input: CheckInput, before: Linted, repaired: Linter.LintMessage | undefined, output: string, typeErrors: readonly string[] | undefined,
  messageId?: string,
): string[] {
  const problems: string[] = [];
  if (output === input.code) return ['It changes nothing.'];
  const after = lint(input, output);
  const fatal = after.messages.find((message) => message.fatal);
  if (fatal) return [`The result does not parse: ${fatal.message} (line ${fatal.line})`];
  const expected = before.messages.filter((message) => message !== repaired).map(withoutPlace);
  for (const message of after.messages) {
    // What is closed on every path leaks no more, and costs a connection each time: another edit is for that.
    if (ENDING.has(messageId ?? '') && message.ruleId === 'client-lifetime/prefer-shared-client'
      && message.line - repaired!.line <= 1) continue;
    const at = expected.indexOf(withoutPlace(message));
    if (at === -1) problems.push(`${message.ruleId} reports what it did not report before: line ${message.line} ${message.message}`);
    else expected.splice(at, 1);
  }
  for (const name of after.unresolved) {
    if (!before.unresolved.has(name) && !WRITTEN_GLOBALS.has(name)) problems.push(`\`${name}\` means nothing any more.`);
  }
  for (const name of before.unresolved) {
    if (name === input.foundName) continue;
    if (!after.unresolved.has(name) && after.declared.has(name)) problems.push(`The global \`${name}\` is captured by a new name.`);
  }
  const left = [...after.comments];
  for (const comment of before.comments) {
    const at = left.indexOf(comment);
    // What explains a close goes with it.
    if (at === -1 && CLOSING.test(comment)) continue;
    if (at === -1) problems.push(`The comment "${comment}" is lost.`);
    else left.splice(at, 1);
  }
  if (after.hasBom !== before.hasBom) problems.push('The byte order mark changed.');
  if (input.code.includes('\r\n') && /[^\r]\n/.test(output) && !/[^\r]\n/.test(input.code)) problems.push('Line endings are mixed.');
  if (typeErrors) {
    const added = typeErrorsOf(input, output).filter((error) => !typeErrors.includes(error));
    problems.push(...added.map((error) => `Type error: ${error}`));
  }
  return problems;
}

/** What a report says, without the lines that it names. */
function withoutPlace({ ruleId, message }: Linter.LintMessage): string {
  return `${ruleId} ${message.replace(/:\d+|\bline \d+/g, '')}`;
}

interface Linted {
  readonly messages: readonly Linter.LintMessage[];
  /** Names that nothing in the file declares. */
  readonly unresolved: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
  readonly comments: readonly string[];
  readonly hasBom: boolean;
}

function lint(input: CheckInput, code: string): Linted {
  const linter = new Linter({ configType: 'flat', cwd: isAbsolute(input.filename) ? dirname(input.filename) : root });
  const messages = linter.verify(code, [{
    files: ['**/*.*'],
    languageOptions: {
      ...(isTypeScript(input.filename) && { parser: typescriptParser }),
      ...(input.ecmaVersion && { ecmaVersion: input.ecmaVersion }),
      sourceType: input.filename.endsWith('.cjs') ? 'commonjs' : 'module',
      parserOptions: { ecmaFeatures: { jsx: /x$/.test(input.filename) } },
    },
    plugins: { 'client-lifetime': plugin as never },
    settings: { 'client-lifetime': { ...input.settings } },
    rules: Object.fromEntries(Object.keys(rules).map((name) => [`client-lifetime/${name}`, 'error'])),
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  }], { filename: input.filename })
    // Comments in the text name rules that are not there.
    .filter((message) => (
      message.fatal === true || message.ruleId?.startsWith('client-lifetime/') && !message.message.startsWith('Definition for rule')));
  const source = linter.getSourceCode() as SourceCode | null;
  // Names of the language's library are variables without a definition to some parsers.
  const unresolved = new Set(source?.scopeManager?.scopes.flatMap((scope) => scope.references)
    .filter(({ resolved }) => !resolved || resolved.defs.length === 0)
    .map((reference) => reference.identifier.name as string) ?? []);
  const declared = new Set(source?.scopeManager?.scopes.flatMap((scope) => scope.variables)
    .filter(({ defs }) => defs.length > 0).map(({ name }) => name) ?? []);
  const comments = source?.getAllComments().map((comment) => comment.value.trim().replace(/\s+/g, ' ')) ?? [];
  return { messages, unresolved, declared, comments, hasBom: source?.hasBOM ?? false };
}

function applyFix(code: string, fix: { readonly range: readonly [number, number]; readonly text: string }): string {
  // Ranges do not count the byte order mark.
  const bom = code.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = code.slice(bom.length);
  return bom + text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}

function isTypeScript(filename: string): boolean {
  return /\.[cm]?tsx?$/.test(filename);
}

function shouldTypeCheck(input: CheckInput): boolean {
  return input.typeCheck ?? (isTypeScript(input.filename) && !Linter.version.startsWith('9.'));
}

const parsedFiles = new Map<string, ts.SourceFile | undefined>();
let previousProgram: ts.Program | undefined;

/** The messages of TypeScript about the file, without their places. */
function typeErrorsOf(input: CheckInput, code: string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true, noEmit: true,
    skipLibCheck: true, types: ['node'], experimentalDecorators: true, noImplicitReturns: true, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    jsx: ts.JsxEmit.Preserve, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true,
    allowJs: true, checkJs: true, esModuleInterop: true,
  };
  const file = resolve(root, 'tests/suggest', input.filename);
  const declarations = resolve(dirname(file), '__declarations.d.ts');
  const virtual = new Map([[file, code], [declarations, input.declarations ?? '']]);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version) => {
    const text = virtual.get(resolve(name));
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    if (!parsedFiles.has(name)) parsedFiles.set(name, getSourceFile.call(host, name, version));
    return parsedFiles.get(name);
  };
  host.fileExists = (name) => virtual.has(resolve(name)) || fileExists.call(host, name);
  host.readFile = (name) => virtual.get(resolve(name)) ?? readFile.call(host, name);
  const rootNames = [file, declarations];
  const program = ts.createProgram({ rootNames, options, host, ...(previousProgram && { oldProgram: previousProgram }) });
  previousProgram = program;
  const sourceFile = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)]
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}
