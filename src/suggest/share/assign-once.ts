import type { TSESTree } from '@typescript-eslint/utils';
import { instrumentingFunctions } from '../../catalog/conventions/methods.js';
import type { KeptPlace } from '../../ownership/places/kept-place.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isInConstructor, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { LISTENING, isCalledLike, isStateChange, statementOf } from '../task/client-uses.js';
import { detachAll, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { movedText } from '../text/moved-text.js';
import { requirementsOf } from '../task/requirements.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';

/*
 * `client ??= new X(options);` in place of an assignment that puts a new client where the one before still stands; with what is done to
 * the new one, `if (!client) { … }`.
 * Input: an assignment to a place that keeps the client until the process ends. Invariant: nothing empties the place, and what is done to
 * each new client is the same for all. Blind spot: code that compares the client with one it saw before.
 */

export function assignOnce(task: EditTask): Suggestion | undefined {
  const { source, shape, style, finding } = task;
  const place = finding.overwrites;
  const assignment = assignmentOf(task);
  // A client that is waited for would be made twice by two requests at once.
  if (!place || !assignment || shape.isAsync || !staysFilled(finding, place)) return undefined;
  const statement = assignment.parent as TSESTree.ExpressionStatement;
  const setup = setupOf(task, place, statement);
  if (!setup) return undefined;
  const operator = source.code.getTokenAfter(assignment.left, { filter: ({ value }) => value === '=' })!;
  if (setup.length === 0) {
    const removed = withoutReleases(task, []);
    const filled = style.knows('??=') ? '??=' : `= ${source.file.textOf(assignment.left)} ||`;
    return removed && toSuggestion('assignOnce', task.client, [{ range: operator.range, text: filled }, ...removed]);
  }
  const requirements = requirementsOf(task, setup, shape.variable ? [shape.variable] : [], { keepsThis: true });
  // What they need must be there where they go.
  const isThere = requirements?.declarations.every((declaration) => declaration.range[1] <= statement.range[0]);
  const moved = isThere ? detachAll(task, setup) : undefined;
  const removed = moved && withoutReleases(task, moved);
  if (!removed) return undefined;
  const outer = /^[ \t]*/.exec(source.code.lines[statement.loc.start.line - 1]!)![0];
  const inner = outer + style.indent;
  const lines = [
    `if (!${source.file.textOf(assignment.left)}) {`,
    movedText(source, statement.range, [], inner),
    textOfMoved(task, moved, new Map(), inner),
    `${outer}}`,
  ];
  const guarded: Edit = { range: statement.range, text: lines.join(style.eol) };
  return toSuggestion('assignOnce', task.client, [guarded, ...removed]);
}

/** The assignment that puts the construction itself into its place, as a statement of a block. */
export function assignmentOf({ shape }: EditTask): TSESTree.AssignmentExpression | undefined {
  const value = outermost(shape.expression);
  const assignment = value.parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.right !== value || assignment.operator !== '=') return undefined;
  return assignment.parent.type === 'ExpressionStatement' && assignment.parent.parent.type === 'BlockStatement' ? assignment : undefined;
}

/** Whether a client that is put there stays there for all later requests, and nothing was there before. */
export function staysFilled({ around }: Finding, { owner, initial, accesses }: KeptPlace): boolean {
  if (owner && around?.livesOnce(owner) !== true) return false;
  if (initial && !isEmptying(initial)) return false;
  return accesses.every((access) => !isWritten(access) || around?.runsOnce(access) === true || isInConstructor(access));
}

function isWritten(access: Node): boolean {
  const { parent } = access;
  return (parent?.type === 'AssignmentExpression' && parent.left === access)
    || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
}

/** What is done to each new client, beside the assignment; `undefined` if it is of another kind, or done elsewhere. */
function setupOf({ shape, finding }: EditTask, place: KeptPlace, statement: Node): TSESTree.ExpressionStatement[] | undefined {
  const setup: TSESTree.ExpressionStatement[] = [];
  for (const node of place.accesses) {
    if (shape.releases.some((release) => isInside(node, release)) || finding.around?.runsOnce(node)) continue;
    const user = outermost(node).parent;
    if (isCall(user) && user.callee !== node && isCalledLike(user, instrumentingFunctions)) return undefined;
    if (user?.type !== 'MemberExpression' || unwrap(user.object) !== node) continue;
    const name = propertyName(user) ?? '';
    if (LISTENING.has(name)) {
      const listener = statementOf(user, false);
      if (!listener || listener.parent !== statement.parent || listener.range[0] < statement.range[0]) return undefined;
      setup.push(listener);
    } else if (finding.site.model.release.includes(name)) {
      // This runs when the process ends.
      continue;
    } else if (finding.site.model.setup?.includes(name) || isStateChange(user, finding)) return undefined;
  }
  return setup;
}
