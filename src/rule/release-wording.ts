import type { Witness } from '../release/paths/release-question.js';
import { isEmptying } from '../resolve/values.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { Finding } from '../verdict/finding.js';
import type { Traced } from './wording.js';

/** The longest piece of source that a message repeats. */
const MAX_SOURCE = 60;

/** The path on which a client is not released, as the end of "is not released …". */
export function describePath(finding: Pick<Traced, 'site'>, witness: Witness): string {
  const { file, node } = witness;
  const place = `on line ${file.lineOf(node)}${file === finding.site.file ? '' : ` of ${file.path.replace(/^.*[\\/]/, '')}`}`;
  switch (witness.kind) {
    case 'throw':
      if (node.type === 'ThrowStatement') return `when the \`throw\` ${place} runs`;
      if (witness.before) {
        return `when \`${sourceOf(witness, node)}\` ${place} throws before \`${sourceOf(witness, witness.before)}\` is called`;
      }
      return `when ${describeThrower(witness)} ${place} throws`;
    case 'return':
      if (node.type === 'ReturnStatement') return `on the \`return\` ${place}`;
      return `when the function is left through \`${sourceOf(witness, node)}\` ${place}`;
    case 'end':
      return `when the function reaches its end (after the statement ${place})`;
    case 'overwritten':
      return node.type === 'AssignmentExpression' && isEmptying(node.right) ? `when its variable is emptied ${place}`
        : `when the next one takes its place ${place}`;
  }
}

/** Where the release belongs: a `finally` block, another one where it has one that is left before it; before others have it, a `catch`. */
export function releasePlace({ kind, before }: Witness, { hold }: Pick<Finding, 'hold'>): string {
  if (hold === 'untilKept' && kind === 'overwritten') return 'on the one that stands there before';
  if (hold === 'untilKept') return 'in a `catch` block, because nobody else has it yet';
  return before ? 'in a `finally` block of its own' : 'in a `finally` block';
}

/** How the client is released, for the advice: `client.close()`. */
export function releaseCall(finding: Finding): string {
  return `\`${finding.site.model.release[0]!}()\``;
}

function describeThrower(witness: Witness): string {
  const node = unwrap(witness.node);
  if (node.type === 'NewExpression') return `\`new ${sourceOf(witness, node.callee)}()\``;
  if (node.type !== 'CallExpression') return `\`${sourceOf(witness, witness.node)}\``;
  const callee = unwrap(node.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  return `\`${name ?? sourceOf(witness, callee)}()\``;
}

function sourceOf(witness: Witness, node: Node): string {
  const source = witness.file.textOf(node).replace(/\s+/g, ' ').replaceAll('`', '\'');
  return source.length <= MAX_SOURCE ? source : `${source.slice(0, MAX_SOURCE - 1)}…`;
}
