import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction, enclosingFunction, outermost } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { howToClose } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { ClosingUses } from '../held/closing-uses.js';
import { withoutParentheses } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt, startsItsLine, wrappedInTry } from '../text/wrapped-in-try.js';
import { UniqueNames } from '../text/unique-name.js';

/*
 * `const client = await make(); try { const db = client.db(name); … } finally { … }` in place of `const db = (await make()).db(name);`: the
 * client gets a name, so that it can be closed.
 * Input: a construction that a statement begins with. Output: edits, or `undefined`.
 * Invariant: nothing is evaluated in another order, and what is made of the client is over with the block. Blind spot: none known.
 */

/** `names` are what a person would call the client, best first. */
export function closeNamed(source: Source, style: Style, obligated: Obligated, names: readonly string[]): Edit[] | undefined {
  const { node } = obligated;
  const value = obligated.kind === 'asyncFactory' ? node.parent : node;
  const made = value.type === 'AwaitExpression' || value === node ? outermost(value) : undefined;
  const statement = made && statementStartingWith(source, made);
  const block = statement?.parent;
  const boundary = enclosingFunction(node);
  if (block?.type !== 'BlockStatement' || !isFunction(boundary) || !boundary.async || boundary.generator) return undefined;
  const name = new UniqueNames(source).choose(names, [node]);
  const how = howToClose(source, obligated, { name }, []);
  if (!how || !startsItsLine(source, statement!)) return undefined;
  const uses = new ClosingUses(source, { ...obligated, made: node, variable: undefined, boundary, block, releases: [] });
  const following = block.body.slice(block.body.indexOf(statement!));
  if (!uses.isOver(made!) || uses.goOn(following)) return undefined;
  const wrapped = wrappedInTry(source, style, following, [], (own) => (
    ` finally {${style.eol}${own}${style.indent}${how.close}${style.semicolon}${style.eol}${own}}`));
  if (!wrapped) return undefined;
  const at = source.code.getIndexFromLoc({ line: statement!.loc.start.line, column: 0 });
  const declaration = `${indentAt(source, statement!)}const ${name} = ${source.file.textOf(made!)}${style.semicolon}${style.eol}`;
  return [{ range: [at, at], text: declaration }, ...wrapped, { range: withoutParentheses(source, made!), text: name }, ...uses.awaits];
}

/** The statement whose first evaluated part is the expression, as the receiver of a call: `const db = <made>.db(name);`. */
function statementStartingWith({ file }: Source, made: Node): TSESTree.Statement | undefined {
  if (made.parent?.type !== 'MemberExpression' || made.parent.object !== made || file.textOf(made).includes('\n')) return undefined;
  let node: Node = made;
  for (;;) {
    const parent: Node | undefined = node.parent;
    switch (parent?.type) {
      case 'MemberExpression':
        if (parent.object !== node) return undefined;
        break;
      case 'CallExpression':
        if (parent.callee !== node) return undefined;
        break;
      case 'AwaitExpression':
      case 'ChainExpression':
        break;
      case 'VariableDeclarator':
        return parent.init === node && parent.parent.declarations.length === 1 && parent.parent.kind !== 'var' ? parent.parent : undefined;
      case 'ExpressionStatement':
      case 'ReturnStatement':
        return parent;
      default:
        return undefined;
    }
    node = parent;
  }
}
