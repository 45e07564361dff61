import type { TSESTree } from '@typescript-eslint/utils';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import { enclosingFunction, isCall, isFunction, isLoop, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Where does a function end a transaction, and does each way out of some statements come behind that?
 * Input: the variable that holds it. Output: the statements that commit it and that roll it back. Invariant: nothing else of the function
 * ends it. Blind spot: functions that are given the transaction.
 */

export interface TransactionEnds {
  readonly commits: readonly TSESTree.ExpressionStatement[];
  readonly rollbacks: readonly TSESTree.ExpressionStatement[];
  /** All of them. */
  readonly statements: readonly TSESTree.ExpressionStatement[];
  readonly calls: readonly CallNode[];
}

/** `undefined` where it is ended in another way than by `await t.commit();` and `await t.rollback();` in the function itself. */
export function transactionEndsOf({ references }: Variable, boundary: FunctionNode): TransactionEnds | undefined {
  const commits: TSESTree.ExpressionStatement[] = [];
  const rollbacks: TSESTree.ExpressionStatement[] = [];
  const calls: CallNode[] = [];
  for (const { identifier } of references) {
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) continue;
    const name = propertyName(access);
    if (name !== 'commit' && name !== 'rollback') continue;
    const call = outermost(access).parent;
    const statement = isCall(call) && call.parent.type === 'AwaitExpression' ? call.parent.parent : undefined;
    if (!isCall(call) || statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return undefined;
    if (enclosingFunction(statement) !== boundary) return undefined;
    (name === 'commit' ? commits : rollbacks).push(statement);
    calls.push(call);
  }
  return { commits, rollbacks, statements: [...commits, ...rollbacks], calls };
}

/** Whether whoever leaves the statements without a failure has ended it, once. In front of a `return` among the ends it ends as well. */
export function isEndedBy(source: Source, statements: readonly TSESTree.Statement[], ends: readonly Node[]): boolean {
  const state = new Ways(source, new Set(ends)).through(statements, 'open');
  return state === 'ended' || state === 'left';
}

type State = 'open' | 'ended' | 'left' | 'unclear';

class Ways {
  readonly #source: Source;
  readonly #ends: ReadonlySet<Node>;
  /** How it is where the innermost loop begins a turn. */
  #ofTurn: State | undefined;

  constructor(source: Source, ends: ReadonlySet<Node>) {
    this.#source = source;
    this.#ends = ends;
  }

  through(statements: readonly Node[], before: State): State {
    let state = before;
    for (const statement of statements) {
      state = this.#behind(statement, state);
      if (state === 'left' || state === 'unclear') return state;
    }
    return state;
  }

  #behind(statement: Node, before: State): State {
    // Twice is once too often.
    if (this.#ends.has(statement)) return before === 'ended' ? 'unclear' : statement.type === 'ReturnStatement' ? 'left' : 'ended';
    switch (statement.type) {
      case 'ThrowStatement':
        return 'left';
      case 'ReturnStatement':
        return before === 'ended' ? 'left' : 'unclear';
      case 'BlockStatement':
        return this.through(statement.body, before);
      case 'IfStatement': {
        const yes = this.#behind(statement.consequent, before);
        const no = statement.alternate ? this.#behind(statement.alternate, before) : before;
        if (yes === no || no === 'left') return yes;
        return yes === 'left' ? no : 'unclear';
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
        return this.#behindTurn(statement.body, before);
      case 'BreakStatement':
      case 'ContinueStatement':
        return !statement.label && before === this.#ofTurn ? 'left' : 'unclear';
      default:
        return this.#mayLeave(statement, before) ? 'unclear' : before;
    }
  }

  /** The next turn finds it as this one did, or there is none. */
  #behindTurn(body: Node, before: State): State {
    const around = this.#ofTurn;
    this.#ofTurn = before;
    const state = this.#behind(body, before);
    this.#ofTurn = around;
    return state === before || state === 'left' ? before : 'unclear';
  }

  /** Something in the statement ends it, or leaves without that. */
  #mayLeave(statement: Node, before: State): boolean {
    return [...nodesIn(this.#source, statement, false)].some((node) => (
      this.#ends.has(node) || (node.type === 'ReturnStatement' && before !== 'ended')
      || (/^(?:Break|Continue)Statement$/.test(node.type) && !staysIn(statement, node))));
  }
}

/** A `break` or a `continue` of a loop or a `switch` that is in the statement, too. */
function staysIn(statement: Node, jump: Node): boolean {
  if ((jump as TSESTree.BreakStatement).label) return false;
  for (let node = jump.parent; node; node = node.parent) {
    if (isLoop(node) || (jump.type === 'BreakStatement' && node.type === 'SwitchStatement')) return true;
    if (node === statement) return false;
  }
  return false;
}

/** Whether nothing fails that runs behind a statement, up to the end of the statements that it is in: at most what answers a request. */
export function isPlainBehind(source: Source, boundary: FunctionNode, end: Node, region: readonly Node[]): boolean {
  for (let node = end; ; node = node.parent!) {
    const { parent } = node;
    if (!parent || isLoop(parent)) return false;
    const list: readonly Node[] = region.includes(node) ? region : parent.type === 'BlockStatement' ? parent.body : [node];
    for (const statement of list.slice(list.indexOf(node) + 1)) {
      if (!isPlain(source, boundary, statement)) return false;
      if (statement.type === 'ReturnStatement') return true;
    }
    if (region.includes(node)) return true;
  }
}

function isPlain(source: Source, boundary: FunctionNode, statement: Node): boolean {
  return [...nodesIn(source, statement, false)].every((node) => {
    if (/^(?:Await|Yield)Expression$|^ThrowStatement$/.test(node.type)) return false;
    return !isCall(node) || cannotThrow(source.file, node) || isAnswer(source, boundary, node);
  });
}

/** `res.status(404).json({ … })`, of what the function is given. */
function isAnswer({ file }: Source, boundary: FunctionNode, call: CallNode): boolean {
  let root = unwrap(call.callee);
  if (root.type !== 'MemberExpression') return false;
  while (root.type === 'MemberExpression' || root.type === 'CallExpression') {
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
  }
  const definition = root.type === 'Identifier' ? file.variableOf(root)?.defs[0] : undefined;
  return definition?.type === 'Parameter' && definition.node === boundary && !call.arguments.some((argument) => isFunction(argument));
}

/** Whether nothing in a statement can fail but a look into an object. */
export function isQuiet(source: Source, statement: Node): boolean {
  if (statement.type !== 'VariableDeclaration' && statement.type !== 'ExpressionStatement') return false;
  return [...nodesIn(source, statement, false)].every((node) => (
    node.type !== 'AwaitExpression' && (!isCall(node) || cannotThrow(source.file, node))));
}

/** `await t.rollback(); throw new Error('none');` */
export function isThrownBehind(statement: TSESTree.ExpressionStatement): boolean {
  const { parent } = statement;
  return parent.type === 'BlockStatement' && parent.body[parent.body.indexOf(statement) + 1]?.type === 'ThrowStatement';
}
