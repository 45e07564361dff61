import type { SharedClose } from '../../release/shared-close.js';
import { enclosingFunction, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { takeOut } from '../text/emptied-blocks.js';
import { passedMethod } from '../text/emptied-callbacks.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Suggestion } from '../text/suggestion.js';

/** The close of a shared client goes, with what was there for it only. */
export function dropClose(source: Source, close: SharedClose, client: string): Suggestion<'dropClose'> | undefined {
  // What opens it would run on for every request, which not every client bears.
  if ((close.isReopened && !close.isReopenable) || isForgotten(source, close)) return undefined;
  // What a helper does besides is not known.
  if (close.helper) return undefined;
  const edits = takeOut(source, [close.passed ? passedMethod(close.passed) : close.node]);
  return edits && toSuggestion('dropClose', client, edits);
}

/** The same function writes to what holds the client: the next request would make another one beside the one that is still open. */
function isForgotten(source: Source, { receiver, node }: SharedClose): boolean {
  const owner = enclosingFunction(node);
  const wanted = textOf(source, receiver);
  return !owner || [...nodesIn(source, owner.body, true)].some((part) => (
    (part.type === 'AssignmentExpression' && (textOf(source, part.left) === wanted || isNothing(part.right)))
    || (part.type === 'UnaryExpression' && part.operator === 'delete')));
}

function isNothing(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.value === null);
}

function textOf(source: Source, node: Node): string {
  return source.file.textOf(unwrap(node)).replace(/\s|[?!](?=\.)/g, '');
}
