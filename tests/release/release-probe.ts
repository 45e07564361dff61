import { walkReleasePaths } from '../../src/release/paths/release-paths.js';
import type { ReleasePaths } from '../../src/release/paths/release-paths.js';
import { parseFile } from '../../src/project/files/parse.js';
import type { FileModel } from '../../src/resolve/file-model.js';
import { enclosingFunction, isFunction, outermost } from '../../src/syntax/nodes.js';
import type { Node } from '../../src/syntax/nodes.js';

/** Asks the engine about code in which `open()` gives the client, and every `.close` that is not a `box.close` releases it. */
export function probe(code: string, maxSteps = 50_000): { readonly file: FileModel; readonly answer: ReleasePaths } {
  const file = parseFile('probe.ts', code);
  if (!file) throw new Error(`does not parse:\n${code}`);
  const origin = file.calls.find((call) => call.callee.type === 'Identifier' && call.callee.name === 'open');
  const boundary = origin && enclosingFunction(origin);
  if (!isFunction(boundary)) throw new Error(`no open() in a function:\n${code}`);
  const releases: Node[] = (file.members.get('close') ?? []).filter((access) => file.textOf(access.object) !== 'box').map((access) => {
    const call = outermost(access).parent;
    return call?.type === 'CallExpression' && call.callee === outermost(access) ? call : access;
  });
  return { file, answer: walkReleasePaths({ file, boundary, origin: origin!, releases, maxSteps }).answer };
}

/** The answer in a line: `everyPath`, `throw: c.use()`. */
export function describeAnswer(code: string, maxSteps?: number): string {
  const { file, answer } = probe(code, maxSteps);
  if (answer.kind !== 'somePaths') return answer.kind;
  const [line = ''] = file.textOf(answer.witness.node).split('\n');
  return `${answer.witness.kind}: ${line}`;
}
