import * as typescriptParser from '@typescript-eslint/parser';
import type { Rule } from 'eslint';
import { Linter } from 'eslint';
import type { TSESLint } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import { FileModel } from '../../src/resolve/file-model.js';
import { takeOut } from '../../src/suggest/text/emptied-blocks.js';
import { toSuggestion } from '../../src/suggest/text/suggestion.js';

/** Takes out every `….close()` of the text. */
const rule: Rule.RuleModule = {
  meta: { hasSuggestions: true, fixable: 'code' },
  create(context) {
    const code = context.sourceCode as unknown as TSESLint.SourceCode;
    const file = new FileModel({
      path: context.filename, text: code.text, ast: code.ast, scopes: code.scopeManager!, visitorKeys: code.visitorKeys,
    });
    return {
      'Program:exit'(node) {
        const closes = file.calls.filter((call) => /\.close$/.test(file.textOf(call.callee)));
        const edits = takeOut({ code, file }, closes);
        if (!edits || edits.length === 0) return;
        const suggestion = toSuggestion('hoistToModule', '', edits);
        context.report({ node, message: 'x', fix: (fixer) => suggestion.fix(fixer as unknown as TSESLint.RuleFixer) as never });
      },
    };
  },
};

/** The text without its closes; `undefined` when they are left. */
function without(code: string): string | undefined {
  const linter = new Linter();
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: typescriptParser as Linter.Parser },
    plugins: { x: { rules: { close: rule } } }, rules: { 'x/close': 'error' },
  };
  const { output, fixed, messages } = linter.verifyAndFix(code, [config], { filename: 'x.ts' });
    expect(messages).toStrictEqual([]);
  return fixed ? output : undefined;
}

/** The body of a function, whose closes go; it comes back without the function. */
function inFunction(lines: readonly string[]): readonly string[] | undefined {
  const output = without(['async function f(client, other, log) {', ...lines.map((line) => line && `  ${line}`), '}', ''].join('\n'));
  return output?.split('\n').slice(1, -2).map((line) => line.replace(/^ {2}/, ''));
}

describe('code that goes', () => {
  it.each<[string, string[], string[]]>([
    ['the statement', ['log(1);', 'await client.close();', 'log(2);'], ['log(1);', 'log(2);']],
    ['the last statement with the blank line above', ['log(1);', '', 'await client.close();'], ['log(1);']],
    ['a test for the client', ['log(1);', 'if (client) {', '  await client.close();', '}'], ['log(1);']],
    ['a test without braces', ['log(1);', 'if (client.isOpen) await client?.close();'], ['log(1);']],
    ['a test that asks how it is', ['log(1);', 'if (client && client.isConnected()) await client.close();'], ['log(1);']],
    ['a short test', ['log(1);', 'client && await client.close();'], ['log(1);']],
    ['what is done when it fails', ['log(1);', 'await client.close().catch((e) => log(e));'], ['log(1);']],
    ['what nobody reads', ['log(1);', 'const done = await client.close();'], ['log(1);']],
    ['an `else`', ['if (log) {', '  log(1);', '} else {', '  client.close();', '}'], ['if (log) {', '  log(1);', '}']],
    ['two of them', ['log(1);', 'await Promise.all([client.close(), other.close()]);'], ['log(1);']],
    ['one of two', ['await Promise.all([client.close(), other.end()]);'], ['await Promise.all([other.end()]);']],
    ['`finally` and `try`', ['try {', '  log(1);', '', '  log(2);', '} finally {', '  await client.close();', '}', 'log(3);'],
      ['log(1);', '', 'log(2);', 'log(3);']],
    ['`finally` behind `catch`', ['try {', '  log(1);', '} catch (e) {', '  log(e);', '} finally {', '  await client.close();', '}'],
      ['try {', '  log(1);', '} catch (e) {', '  log(e);', '}']],
    ['`finally` with more in it', ['try {', '  log(1);', '} finally {', '  await client.close();', '  log(2);', '}'],
      ['try {', '  log(1);', '} finally {', '  log(2);', '}']],
    ['the end of the `try` and its `finally`',
      ['try {', '  log(1);', '', '  client.close();', '} finally {', '  await client.close();', '}'],
      ['log(1);']],
    ['a `catch` that only throws on', ['try {', '  log(1);', '  client.close();', '} catch (e) {', '  client.close();', '  throw e;', '}'],
      ['log(1);']],
    ['a `catch` that only throws on, before `finally`',
      ['try {', '  log(1);', '} catch (e) {', '  client.close();', '  throw e;', '} finally {', '  log(2);', '}'],
      ['try {', '  log(1);', '} finally {', '  log(2);', '}']],
    ['its own `try`', ['log(1);', 'try {', '  await client.close();', '} catch (e) {', '  log(e);', '}'], ['log(1);']],
    ['a `try` around in `finally`',
      ['try {', '  log(1);', '} finally {', '  try {', '    client.close();', '  } catch {}', '}'], ['log(1);']],
    ['a `try` that is the branch of a test', ['if (log) try {', '  log(1);', '} finally {', '  client.close();', '}'],
      ['if (log) {', '  log(1);', '}']],
    ['a `try` in one line', ['try { log(1); } finally { client.close(); }'], ['log(1);']],
    ['lines of a template stay', ['try {', '  log(`a', '  b`);', '} finally {', '  client.close();', '}'], ['log(`a', '  b`);']],
    ['the end of a chain', ['return log(1)', '  .then(log)', '  .finally(() => client.close());'], ['return log(1)', '  .then(log);']],
    ['a block at the end of a chain', ['return log(1).finally(async () => {', '  await client.close();', '});'], ['return log(1);']],
    ['a `then` whose value nobody uses', ['await log(1).then(() => client.close());'], ['await log(1);']],
    ['a `then` that hands its value on', ['return log(1).then((x) => {', '  client.close();', '  return x;', '});'], ['return log(1);']],
    ['a `catch` that throws on', ['return log(1).catch((x) => {', '  client.close();', '  throw x;', '});'], ['return log(1);']],
    ['the `then` with more in it', ['return log(1).then((x) => {', '  client.close();', '  return x.y;', '});'],
      ['return log(1).then((x) => {', '  return x.y;', '});']],
    ['a listener', ['log.on(\'finish\', () => client.close());', 'log(1);'], ['log(1);']],
    ['what runs later', ['setImmediate(() => {', '  client.close();', '});', 'log(1);'], ['log(1);']],
    ['a function that does no more', ['async function end() {', '  await client.close();', '}', 'try {', '  log(1);', '} finally {',
      '  await end();', '}'], ['log(1);']],
    ['what is said about the close',
      ['try {', '  log(1);', '  // Close the connection', '  client.close(); // closed', '} finally {', '  // always disconnect',
        '  client.close();', '}'], ['log(1);']],
    ['`finally` behind `catch` with what is said about it',
      ['try {', '  log(1);', '} catch (e) {', '  log(e); // not closed', '} finally {', '  // Fecha a conexão', '  await client.close();',
        '}'],
      ['try {', '  log(1);', '} catch (e) {', '  log(e); // not closed', '}']],
    ['a timer that would have closed it', ['log(1);', 'setTimeout(() => client.close(), 5000);'], ['log(1);']],
    ['`try`, of which the block stays where names would meet',
      ['const a = 1;', 'try {', '  const a = 2;', '  log(a);', '} finally {', '  client.close();', '}', 'log(a);'],
      ['const a = 1;', '{', '  const a = 2;', '  log(a);', '}', 'log(a);']],
    ['`try`, of which the block stays where a name would be captured',
      ['try {', '  const parseInt = log;', '  parseInt(1);', '} finally {', '  client.close();', '}', 'parseInt(2);'],
      ['{', '  const parseInt = log;', '  parseInt(1);', '}', 'parseInt(2);']],
    ['`try`, of which the block stays behind a statement without a semicolon',
      ['const x = log', 'try {', '  (1)', '} finally {', '  client.close()', '}'], ['const x = log', '{', '  (1)', '}']],
  ])('%s', (_name, before, after) => {
    expect(inFunction(before)).toStrictEqual(after);
  });

  it.each<[string, string[]]>([
    ['a value is used', ['const closed = await client.close();', 'log(closed);']],
    ['a value is returned', ['return await client.close();']],
    ['a comment would be lost', ['// Done.', 'await client.close();']],
    ['a comment would be lost with `finally`', ['try {', '  log(1);', '} finally { // always', '  client.close();', '}']],
    ['a comment about the close is more than that', ['// TODO: close it earlier', 'await client.close();']],
    ['a comment tells a tool something', ['// prettier-ignore close', 'await client.close();']],
    ['something is done in the test', ['if (log()) client.close();']],
    ['more is asked in the test than how it is', ['if (client.isLast(log)) client.close();']],
    ['something else is done otherwise', ['if (log) client.close();', 'else log(1);']],
    ['a loop would be left empty', ['for (const x of log) x.close();']],
    ['something waits for it', ['client.close().then(() => log(1));']],
    ['a `then` changes the value', ['return log(1).then(() => client.close());']],
    ['a `catch` ends the failure', ['return log(1).catch(() => client.close());']],
    ['a listener handles errors', ['log.on(\'error\', () => client.close());']],
    ['the function is given away', ['function end() {', '  client.close();', '}', 'log(end);']],
    ['statements would become one', ['const x = log', 'client.close()', '(1)']],
  ])('stays where %s', (_name, before) => {
    expect(inFunction(before)).toBeUndefined();
  });
});
