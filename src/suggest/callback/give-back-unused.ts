import type { TSESTree } from '@typescript-eslint/utils';
import type { CheckoutSite } from '../../sites/checkouts.js';
import { isFunction, outermost } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { begin } from '../settled/begun-block.js';
import { referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { UniqueNames, camelCase, pascalCase } from '../text/unique-name.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';
import { firstTaker } from '../settled/close-when-settled.js';
import { howToClose } from '../held/closing-target.js';

/*
 * `const client = await pool.connect(); client.release();` in place of `await pool.connect();`: nobody uses what was borrowed, so it goes
 * back as soon as it is there. What tries the pool in this way fails as it did.
 * Input: a checkout whose result has no name, or one that nobody reads. Output: edits, or `undefined`.
 * Invariant: nothing else runs before or after it than did. Blind spot: none known.
 */

export function giveBackUnused(source: Source, style: Style, { node, model, givenTo }: CheckoutSite): Edit[] | undefined {
  const name = new UniqueNames(source).choose([camelCase(model.noun.split(' ').map(pascalCase).join(''))], [node]);
  const lineFor = (held: string): string | undefined => howToClose(source, { ...model, node, setup: [] }, { name: held }, [])?.close;
  if (givenTo) return inCallback(source, style, givenTo, lineFor);
  const line = lineFor(name);
  const value = outermost(node);
  const { parent } = value;
  if (line === undefined) return undefined;
  if (value.type === 'AwaitExpression' && parent?.type === 'ExpressionStatement') {
    return inBlock(source, style, parent, `const ${name} = `, line);
  }
  if (value.type === 'AwaitExpression' && parent?.type === 'VariableDeclarator') return behindDeclaration(source, style, parent, lineFor);
  const taker = firstTaker(value);
  // Whoever asks for all arguments may look at it.
  const isBlind = isFunction(taker) && !taker.generator && taker.params.length === 0
    && !referencesIn(source, taker.body).some(({ identifier }) => identifier.name === 'arguments');
  if (!isBlind || (line.startsWith('await ') && !taker.async)) return undefined;
  const paren = source.code.getFirstToken(taker, { filter: ({ value: text }) => text === '(' });
  if (!paren) return undefined;
  return [{ range: [paren.range[1], paren.range[1]], text: name }, ...beginning(source, style, taker, `${line}${style.semicolon}`)];
}

/** `const client = await pool.connect();`, and that is all. */
function behindDeclaration(
  source: Source, style: Style, { id, parent: declaration }: TSESTree.VariableDeclarator, lineFor: (name: string) => string | undefined,
): Edit[] | undefined {
  const variable = id.type === 'Identifier' ? source.file.variableOf(id) : undefined;
  const line = variable && lineFor(variable.name);
  const isUnread = variable?.references.every(({ init }) => init === true);
  if (line === undefined || !isUnread || declaration.declarations.length > 1 || /using/.test(declaration.kind)) return undefined;
  return inBlock(source, style, declaration, '', line);
}

function inBlock(
  source: Source, { eol, semicolon }: Style, statement: TSESTree.ExpressionStatement | TSESTree.VariableDeclaration, declared: string,
  line: string,
): Edit[] | undefined {
  const next = source.code.getTokenAfter(statement, { includeComments: true });
  const { parent } = statement;
  const isAlone = startsItsLine(source, statement) && next?.loc.start.line !== statement.loc.end.line;
  if (parent.type !== 'BlockStatement' || !isAlone) return undefined;
  return [
    ...declared === '' ? [] : [{ range: [statement.range[0], statement.range[0]] as const, text: declared }],
    { range: [statement.range[1], statement.range[1]], text: `${eol}${indentAt(source, statement)}${line}${semicolon}` },
  ];
}

/** `(error, connection) => { if (connection) connection.release(); … }` */
function inCallback(
  source: Source, style: Style, { function: callback, parameter, done }: NonNullable<CheckoutSite['givenTo']>,
  lineFor: (name: string) => string | undefined,
): Edit[] | undefined {
  const lent = callback.params[parameter];
  const isUnread = [parameter, done].every((index) => {
    const given = index === undefined ? undefined : callback.params[index];
    return !given || (given.type === 'Identifier' && source.file.variableOf(given)?.references.length === 0);
  });
  const line = lent?.type === 'Identifier' ? lineFor(lent.name) : undefined;
  if (lent?.type !== 'Identifier' || line === undefined || !isUnread || line.startsWith('await ') || callback.generator) return undefined;
  // There is none where there is an error.
  const guarded = parameter > 0 ? `if (${lent.name}) ${line}` : line;
  return beginning(source, style, callback, `${guarded}${style.semicolon}`);
}

/** A line in front of what a function does; one that only gives a value goes on giving it. */
function beginning(source: Source, style: Style, { body }: FunctionNode, line: string): Edit[] {
  if (body.type === 'BlockStatement' && body.body.length === 0 && source.code.getCommentsInside(body).length === 0) {
    return [{ range: body.range, text: `{ ${line} }` }];
  }
  if (body.type === 'BlockStatement') return begin(source, style, body, line);
  const { eol, indent, semicolon } = style;
  const arrow = source.code.getTokenBefore(body, { filter: ({ value }) => value === '=>' })!;
  const first = source.code.getTokenAfter(arrow)!;
  const own = indentAt(source, arrow as unknown as Node);
  const last = body.parent.range[1];
  return [
    { range: [first.range[0], first.range[0]], text: `{${eol}${own}${indent}${line}${eol}${own}${indent}return ` },
    { range: [last, last], text: `${semicolon}${eol}${own}}` },
  ];
}
