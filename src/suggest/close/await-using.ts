import { declarationsPackage } from '../../catalog/declarations-package.js';
import { isInRange, packageOfSpecifier } from '../../catalog/merge.js';
import type { Program } from '../../project/program.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ClosingUses } from '../held/closing-uses.js';
import { followingOf } from '../held/closing-target.js';
import type { ClosingTarget } from '../held/closing-target.js';
import { takeOut } from '../text/emptied-blocks.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `await using client = …` in place of `const client = …` and of the closes that are there: it is closed when its block is left.
 * Invariant: only where the SDK's object can be disposed of in the version that is installed, where the project and the parser take the
 * declaration, and where what happens then is what the closes did. Blind spot: a class of the project that closes more than the SDK's does.
 */

/** What the catalog says of disposal. */
export interface Disposal {
  readonly disposable?: 'sync' | 'async';
  readonly disposableIn?: string;
  readonly release: readonly string[];
}

/** The declaration that disposes of what an export of the package gives; `undefined` where it is not known that one can. */
export function usingFor(source: Source, program: Program, disposal: Disposal, specifier: string): 'using' | 'await using' | undefined {
  const { disposable, disposableIn } = disposal;
  if (disposable === undefined || source.parsesUsing !== true || !program.allowsUsing(source.file)) return undefined;
  if (disposableIn !== undefined && !isPackageInRange(source, program, specifier, disposableIn)) return undefined;
  return disposable === 'async' ? 'await using' : 'using';
}

function isPackageInRange({ file }: Source, program: Program, specifier: string, range: string): boolean {
  const name = packageOfSpecifier(specifier);
  const satisfies = (version: string | undefined): boolean => isInRange(version, range);
  if (name.startsWith('node:')) return satisfies(program.lowestNode(file));
  // Declarations of their own have the version of what they declare.
  const declarations = program.versionOf(file, declarationsPackage(name));
  return satisfies(program.versionOf(file, name)) && (declarations === undefined || satisfies(declarations));
}

/** The edits that declare it so. `undefined` where somebody still uses it then, or ends it in another way. */
export function declareUsing(
  source: Source, target: ClosingTarget, using: 'using' | 'await using', { release }: Disposal,
): Edit[] | undefined {
  const { declared, movedBefore, variable, releases } = target;
  if (!declared || movedBefore) return undefined;
  const { declaration, declarator } = declared;
  if (declaration.kind === 'var' || declarator.id.type !== 'Identifier') return undefined;
  // Another type than that of the class may not have the method, and a wrapper may give something else.
  if (declarator.id.typeAnnotation || !isTheClient(declarator.init!, target.made)) return undefined;
  if (!releases.every((call) => isEndedLikeThat(source, call, `${variable.name}.${release[0]!}`))) return undefined;
  const uses = new ClosingUses(source, target);
  if (!uses.areOver(variable) || uses.goOn(followingOf(target))) return undefined;
  const removed = takeOut(source, releases);
  if (!removed) return undefined;
  const keyword: Edit = { range: [declaration.range[0], declaration.range[0] + declaration.kind.length], text: using };
  return [keyword, ...removed, ...uses.awaits];
}

/** Nothing is around the construction but calls of its own methods and `await`. */
function isTheClient(value: Node, made: Node): boolean {
  for (let node: Node = made; node !== value; node = node.parent!) {
    const { parent } = node;
    const isOwnCall = isCall(parent) && isInside(made, parent.callee);
    if (!isOwnCall && parent?.type !== 'MemberExpression' && parent?.type !== 'AwaitExpression') return false;
  }
  return true;
}

/** The close does what disposal does, and no more: `client.close()`. */
function isEndedLikeThat(source: Source, call: Node, path: string): boolean {
  return isCall(call) && call.arguments.length === 0 && source.file.textOf(unwrap(call.callee)).replace(/\?/g, '') === path
    && outermost(call).parent?.type !== 'ReturnStatement';
}
