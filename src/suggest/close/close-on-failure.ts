import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { isEmptying } from '../../resolve/values.js';
import { remaining } from './close-in-finally.js';
import { howToClose } from '../held/closing-target.js';
import type { ClosingTarget, Obligated } from '../held/closing-target.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { catchClause, indentAt, wrappedInTry } from '../text/wrapped-in-try.js';

/*
 * `try { … return client; } catch (error) { await client.close(); throw error; }` in a function that opens a client and returns it: whoever
 * gets it closes it, and when something fails before that, nobody can.
 * Input: the variable that holds it. Output: edits, or `undefined`.
 * Invariant: what is returned stays open, and nobody else has what is closed. Blind spot: a function that is given the client and keeps it.
 */

export function closeOnFailure(source: Source, style: Style, target: ClosingTarget): Edit[] | undefined {
  const { boundary, movedBefore, releases } = target;
  // What the function closes in some cases already it would close twice.
  if (movedBefore || releases.length > 0 || !staysInside(target)) return undefined;
  const statements = remaining(target, []);
  const handled = handledBy(target, statements);
  const last = (handled?.block.body ?? statements).at(-1);
  if (last?.type !== 'ReturnStatement') return undefined;
  const returns = statements.flatMap((statement) => [...nodesIn(source, statement, true)])
    .filter((node): node is TSESTree.ReturnStatement => node.type === 'ReturnStatement' && enclosingFunction(node) === boundary);
  const within = returns.filter((node) => !handled || isInside(node, handled.block));
  if (!within.every((node) => isHandingOver(target, node))) return undefined;
  // `return client.connect().then(() => client)`: it fails behind the `try`, unless it is waited for.
  const awaits = within.flatMap(({ argument }): Edit[] => {
    const isPromise = argument && unwrap(argument).type === 'CallExpression' && boundary.async;
    return isPromise ? [{ range: [argument.range[0], argument.range[0]], text: 'await ' }] : [];
  });
  if (handled) {
    const release = releaseFirst(source, style, handled.handler!, target.close);
    return release && [release, ...awaits];
  }
  const edits = wrappedInTry(source, style, statements, [], (own) => catchClause(style, own, target.close));
  return edits && [...edits, ...awaits];
}

/** `try { … return client; } catch (error) { … }` as all that follows, whose `catch` knows nothing of the client. */
function handledBy({ variable }: ClosingTarget, [statement, ...others]: readonly Node[]): TSESTree.TryStatement | undefined {
  if (statement?.type !== 'TryStatement' || others.length > 0 || !statement.handler) return undefined;
  const { handler, finalizer } = statement;
  const isMentioned = variable.references.some(({ identifier }) => (
    isInside(identifier, handler) || (finalizer && isInside(identifier, finalizer))));
  return isMentioned ? undefined : statement;
}

/** `catch (error) { await client.close(); … }` */
export function releaseFirst({ code, file }: Source, style: Style, handler: TSESTree.CatchClause, close: string): Edit | undefined {
  const brace = code.getFirstToken(handler.body)!;
  const at = brace.range[1];
  const own = indentAt({ code, file }, handler.parent);
  const [first] = handler.body.body;
  if (!first) {
    // Comments say why nothing is done.
    if (code.getCommentsInside(handler.body).length > 0) return undefined;
    return { range: [at, handler.body.range[1]], text: `${style.eol}${own}${style.indent}${close}${style.semicolon}${style.eol}${own}}` };
  }
  const next = code.getTokenAfter(brace, { includeComments: true })!;
  if (next.loc.start.line === brace.loc.end.line) return undefined;
  return { range: [at, at], text: `${style.eol}${indentAt({ code, file }, first)}${close}${style.semicolon}` };
}

/** Nothing keeps the client: its methods are called, functions are given it, and it is returned. */
function staysInside({ variable, boundary }: ClosingTarget): boolean {
  return variable.references.every(({ identifier, init }) => {
    if (init === true) return true;
    const { parent } = outermost(identifier);
    switch (parent?.type) {
      case 'MemberExpression':
      case 'ReturnStatement':
      case 'CallExpression':
      case 'NewExpression':
        return true;
      case 'Property':
      case 'ArrayExpression':
        return isReturned(identifier);
      case 'ArrowFunctionExpression':
        return parent !== boundary;
      default:
        return parent?.type === 'AwaitExpression' || parent?.type === 'IfStatement' || parent?.type === 'UnaryExpression';
    }
  });
}

/** `return { client }`, `return [client, close]` */
function isReturned(identifier: Node): boolean {
  for (let node = identifier.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'ReturnStatement') return true;
    if (!/^(?:Property|ObjectExpression|ArrayExpression|TS\w+Expression)$/.test(node.type)) return false;
  }
  return false;
}

/** What is returned is the client, or is made with it. */
function isHandingOver({ variable }: ClosingTarget, { argument }: TSESTree.ReturnStatement): boolean {
  return argument !== null && variable.references.some(({ identifier }) => isInside(identifier, argument));
}

/**
 * `try { await client.query(…); } catch (error) { client.release(); throw error; }` around what stands between the client and the statement
 * that puts it where others find it: `req.db = client;`.
 */
export function closeUntilKept(source: Source, style: Style, target: ClosingTarget): Edit[] | undefined {
  const { variable, boundary, releases, movedBefore } = target;
  const statements = remaining(target, []);
  const end = statements.findIndex((statement) => isKeeping(source, statement, target));
  if (end < 1 || movedBefore || releases.length > 0) return undefined;
  const between = statements.slice(0, end);
  const isOnlyUsed = variable.references.every(({ identifier }) => !between.some((statement) => isInside(identifier, statement))
    || (outermost(identifier).parent?.type === 'MemberExpression' && enclosingFunction(identifier) === boundary));
  return isOnlyUsed ? wrappedInTry(source, style, between, [], (own) => catchClause(style, own, target.close)) : undefined;
}

/** `req.db = client;` */
function isKeeping({ file }: Source, statement: Node, { variable }: ClosingTarget): boolean {
  const assignment = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
  if (assignment?.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') return false;
  const value = unwrap(assignment.right);
  return value.type === 'Identifier' && file.variableOf(value) === variable;
}

/**
 * `let client; try { client = await open(); await client.query(…); } catch (error) { throw error; } return client;`: the `catch` closes
 * what was opened before something failed.
 */
export function closeInCatch(source: Source, style: Style, obligated: Obligated): Edit[] | undefined {
  const assignment = outermost(obligated.node).parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=' || assignment.left.type !== 'Identifier') return undefined;
  const variable = source.file.variableOf(assignment.left);
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  const block = assignment.parent.parent;
  const statement = block?.parent;
  const boundary = enclosingFunction(assignment);
  if (!variable || !declarator || others.length > 0 || statement?.type !== 'TryStatement' || statement.block !== block) return undefined;
  const { handler, finalizer } = statement;
  if (!handler || finalizer || handler.body.body.at(-1)?.type !== 'ThrowStatement' || !isFunction(boundary)) return undefined;
  // TypeScript lets nobody read what may not be assigned yet.
  if (declarator.id.type !== 'Identifier' || (declarator.id.typeAnnotation && !declarator.init)) return undefined;
  const isFitting = variable.references.every((reference) => {
    const { identifier } = reference;
    if (reference.isWrite()) return identifier === assignment.left || (reference.init === true && isEmptying(reference.writeExpr!));
    if (enclosingFunction(identifier) !== boundary) return false;
    if (isInside(identifier, statement.block)) return outermost(identifier).parent?.type === 'MemberExpression';
    return identifier.range[0] > statement.range[1] && outermost(identifier).parent?.type === 'ReturnStatement';
  });
  const leaves = [...nodesIn(source, block, false)].some(({ type }) => type === 'ReturnStatement');
  const how = isFitting && !leaves ? howToClose(source, obligated, variable, []) : undefined;
  const edit = how && releaseFirst(source, style, handler, how.closeIfMade);
  return edit && [edit];
}
