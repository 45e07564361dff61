import type { TSESTree } from '@typescript-eslint/utils';
import { laterCalls } from '../../catalog/conventions/methods.js';
import { stateQueries } from '../../catalog/conventions/state.js';
import { isInside } from '../../syntax/is-inside.js';
import type { Node } from '../../syntax/nodes.js';
import { isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import { detach, removalEdits } from './detached-statement.js';
import type { Detached } from './detached-statement.js';
import { chainLinkOf, elementEdit, isIdentity, isUnusedLink, linkEdit, onlyLogs } from './emptied-callbacks.js';
import { explainsEnd, isFinalEnd } from './endings.js';
import { nodesIn } from './source.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';
import { withoutDeclarators } from './split-declaration.js';
import { unwrapEdits } from './unwrapped-try.js';

/*
 * Code that goes, and what it leaves empty: a `finally` without statements, a `try` that nothing follows, a test of nothing, a callback
 * that does nothing.
 * Input: statements or calls. Output: edits. Invariant: nothing else stops running, no comment is lost, and no promise or value that
 * somebody uses becomes another one: `undefined` where that would be. Blind spot: variables that only this code used stay.
 */

type Statement = TSESTree.Statement;

/**
 * Takes `dropped` (statements, or calls with the whole statement or callback that they are) out of the text together with `moved`, whose
 * text goes somewhere else, and tidies what they leave empty. `closesElsewhere`: what ends something is written down in another place, so
 * that what explains it is still needed.
 */
export function takeOut(
  source: Source, dropped: readonly Node[], moved: readonly Detached[] = [], closesElsewhere = false,
): Edit[] | undefined {
  const work = new Removal(source, moved, closesElsewhere ? () => false : explainsEnd);
  return dropped.every((node) => work.drop(node)) && work.settle() ? work.edits() : undefined;
}

class Removal {
  readonly #source: Source;
  readonly #moved: readonly Detached[];
  readonly #mayGo: (comment: TSESTree.Comment) => boolean;
  readonly #gone = new Set<Node>();
  /** `try` statements of which only the block stays. */
  readonly #unwrapped = new Set<TSESTree.TryStatement>();
  /** `catch`, `finally` and `else` parts that go. */
  readonly #clauses = new Map<Node, readonly [number, number]>();
  /** Calls in a promise chain that go: `.finally(…)`. */
  readonly #links = new Set<TSESTree.CallExpression>();
  /** Statements that go with their comments. */
  readonly #taken: (readonly [number, number])[] = [];
  /** Elements of lists that go. */
  readonly #elements = new Set<Node>();

  constructor(source: Source, moved: readonly Detached[], mayGo: (comment: TSESTree.Comment) => boolean) {
    this.#source = source;
    this.#mayGo = mayGo;
    this.#moved = moved;
    for (const { statement } of moved) this.#gone.add(statement);
  }

  /** Whether the node can go. */
  drop(node: Node): boolean {
    if (isStatement(node) || node.type === 'VariableDeclarator') {
      this.#gone.add(node);
      return true;
    }
    // A method that is given away: `res.on('finish', client.close)`.
    if (node.parent?.type === 'CallExpression' && node.parent.callee !== node) return this.#dropCallback(node);
    return this.#dropExpression(node);
  }

  /** Follows what is left empty outwards, until nothing more is. */
  settle(): boolean {
    // What was looked at once is not emptied any further; what is added behind it is looked at as well.
    for (const node of this.#gone) if (!this.#emptied(node)) return false;
    return true;
  }

  edits(): Edit[] | undefined {
    const outer = [...this.#gone].filter((node) => ![...this.#gone].some((other) => other !== node && isInside(node, other)));
    const kept = new Set(this.#moved.map(({ statement }) => statement));
    const detached: Detached[] = this.#moved.filter(({ statement }) => statement.type !== 'VariableDeclarator');
    for (const node of outer) {
      if (kept.has(node) || node.type === 'VariableDeclarator') continue;
      // What stands above it and may speak of what is below as well stays.
      const isLast = this.#source.code.getTokenAfter(node)?.value === '}';
      const one = (isLast ? [false] : [false, true]).map((isBare) => detach(this.#source, node, isBare))
        .find((each) => each && !this.#hasComments(each.content));
      if (!one) return undefined;
      detached.push(one);
    }
    this.#taken.push(...detached.map(({ content }) => content));
    const split = withoutDeclarators(this.#source, outer.filter((node) => node.type === 'VariableDeclarator'));
    if (!split || split.some(({ range }) => this.#hasComments(range))) return undefined;
    const edits = [...removalEdits(this.#source, detached), ...split];
    for (const [, range] of this.#clauses) {
      if (this.#hasComments(range)) return undefined;
      edits.push({ range, text: '' });
    }
    for (const call of this.#links) {
      const edit = linkEdit(this.#source, call);
      if (this.#hasComments(edit.range)) return undefined;
      edits.push(edit);
    }
    for (const element of this.#elements) edits.push(elementEdit(this.#source, element));
    for (const statement of this.#unwrapped) {
      const unwrapped = unwrapEdits(this.#source, statement, ({ range }) => this.#isGone(range), this.#mayGo);
      if (!unwrapped) return undefined;
      edits.push(...unwrapped);
    }
    return edits;
  }

  #isGone([start, end]: readonly [number, number]): boolean {
    const gone = [...[...this.#gone].map(({ range }) => range), ...this.#taken, ...this.#moved.map(({ content }) => content)];
    return gone.some((range) => range[0] <= start && end <= range[1]);
  }

  /** Comments that would be lost: those that move do not, and those that explain the end of what goes have nothing to explain any more. */
  #hasComments(range: readonly [number, number]): boolean {
    return this.#source.code.getAllComments().some((comment) => (
      comment.range[0] >= range[0] && comment.range[1] <= range[1] && !this.#mayGo(comment)
      && !this.#moved.some(({ content }) => content[0] <= comment.range[0] && comment.range[1] <= content[1])));
  }

  /** A call whose value nobody uses: the statement that it is, or the callback. */
  #dropExpression(node: Node): boolean {
    let expression = node;
    for (;;) {
      const parent: Node | undefined = expression.parent;
      switch (parent?.type) {
        case 'ChainExpression':
        case 'AwaitExpression':
        case 'TSNonNullExpression':
        case 'TSAsExpression':
          break;
        case 'UnaryExpression':
          if (parent.operator !== 'void') return false;
          break;
        case 'LogicalExpression':
          if (parent.right !== expression || parent.operator !== '&&' || !isPure(this.#source, parent.left)) return false;
          break;
        case 'MemberExpression': {
          // `client.close().catch(log)`: what is done about its failure goes with it, as does what only tells that it has ended.
          const call = chainLinkOf(parent);
          if (parent.object !== expression || !call) return false;
          if (call.name !== 'catch' && !call.call.arguments.every((callback) => onlyLogs(callback))) return false;
          expression = call.call;
          continue;
        }
        case 'ExpressionStatement':
          this.#gone.add(parent);
          return true;
        case 'VariableDeclarator':
          return this.#dropUnread(parent);
        case 'ReturnStatement':
          // What ends in another place is still what the function gives.
          if (this.#mayGo !== explainsEnd || !isFinalEnd(parent)) return false;
          this.#gone.add(parent);
          return true;
        case 'ArrowFunctionExpression':
          return parent.body === expression && this.#dropCallback(parent);
        case 'ArrayExpression':
          return this.#dropElement(parent, expression);
        default:
          return false;
      }
      expression = parent;
    }
  }

  /** `const done = await client.close();`, of which nobody reads anything. */
  #dropUnread(declarator: TSESTree.VariableDeclarator): boolean {
    const variables = this.#source.file.tree.scopes.getDeclaredVariables(declarator);
    const isRead = variables.some(({ references }) => references.some((reference) => reference.init !== true));
    if (isRead || declarator.id.type !== 'Identifier' || !/Block/.test(declarator.parent.parent.type)) return false;
    this.#gone.add(declarator.parent.declarations.length === 1 ? declarator.parent : declarator);
    return true;
  }

  /** `await Promise.all([a.close(), b.close()]);` */
  #dropElement(list: TSESTree.ArrayExpression, element: Node): boolean {
    const call = list.parent;
    if (call.type !== 'CallExpression' || !/^Promise\.all(?:Settled)?$/.test(this.#source.file.textOf(call.callee))) return false;
    if (!isUnusedLink(call)) return false;
    if (this.#source.code.getCommentsInside(list).length > 0) return false;
    this.#elements.add(element);
    if (list.elements.some((other) => other && !this.#elements.has(other))) return true;
    for (const other of list.elements) if (other) this.#elements.delete(other);
    return this.#dropExpression(call);
  }

  /** A function that does nothing any more, as far as it is given to a call that waits for it to be run. */
  #dropCallback(fn: Node): boolean {
    const call = fn.parent;
    if (call?.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    // How long a timer waits stands behind what it runs.
    const isTimer = callee.type === 'Identifier' && /^set(?:Timeout|Immediate)$/.test(callee.name) && call.arguments[0] === fn;
    if (call.arguments.at(-1) !== fn && !isTimer) return false;
    const link = callee.type === 'MemberExpression' ? chainLinkOf(callee) : undefined;
    if (link?.call === call && call.arguments.length === 1) {
      if (link.name === 'finally' || (link.name === 'then' && isUnusedLink(call))) {
        this.#links.add(call);
        return true;
      }
      if (link.name === 'then' || link.name === 'catch') return false;
    }
    if (!laterCalls.test(this.#source.file.textOf(callee)) || call.parent.type !== 'ExpressionStatement') return false;
    // A stream whose errors nobody listens to ends the process.
    const [event] = call.arguments;
    if (event?.type === 'Literal' && event.value === 'error') return false;
    this.#gone.add(call.parent);
    return true;
  }

  /** Whether what holds a statement that goes stays in order. */
  #emptied(statement: Node): boolean {
    const parent = statement.parent!;
    switch (parent.type) {
      case 'Program':
      case 'SwitchCase':
        return true;
      case 'BlockStatement':
        return this.#emptiedBlock(parent);
      case 'StaticBlock':
        return true;
      case 'VariableDeclaration':
        if (parent.declarations.every((declarator) => this.#gone.has(declarator))) this.#gone.add(parent);
        return /Block/.test(parent.parent.type);
      case 'IfStatement':
        return this.#emptiedBranch(parent, statement);
      default:
        return this.#gone.has(parent);
    }
  }

  #emptiedBlock(block: TSESTree.BlockStatement): boolean {
    const left = block.body.filter((statement) => !this.#gone.has(statement));
    const holder = block.parent;
    if (left.length > 0) {
      if (left.length > 1) return true;
      if (holder.type === 'CatchClause') return this.#thrownOn(holder, left[0]!);
      return !isFunction(holder) || this.#passedOn(holder, left[0]!);
    }
    if (this.#hasComments(block.range)) return false;
    switch (holder.type) {
      case 'TryStatement':
        if (holder.finalizer === block) return this.#dropFinally(holder);
        // What stands in `finally` runs all the same.
        if (holder.block === block && holder.finalizer && !this.#clauses.has(holder.finalizer)) return false;
        this.#gone.add(holder);
        return true;
      case 'CatchClause':
        // An empty one still catches.
        return true;
      case 'IfStatement':
        return this.#emptiedBranch(holder, block);
      case 'BlockStatement':
      case 'Program':
        this.#gone.add(block);
        return true;
      default:
        return isFunction(holder) && (this.#dropCallback(holder) || this.#dropFunction(holder));
    }
  }

  #dropFinally(statement: TSESTree.TryStatement): boolean {
    const finalizer = statement.finalizer!;
    if (!statement.handler || this.#clauses.has(statement.handler)) {
      for (const part of [statement.handler, finalizer]) if (part) this.#clauses.delete(part);
      this.#unwrapped.add(statement);
    } else {
      this.#clauses.set(finalizer, [statement.handler.range[1], finalizer.range[1]]);
    }
    return true;
  }

  /** `catch (error) { throw error; }` */
  #thrownOn(handler: TSESTree.CatchClause, left: Statement): boolean {
    const isRethrow = left.type === 'ThrowStatement' && left.argument.type === 'Identifier'
      && handler.param?.type === 'Identifier' && left.argument.name === handler.param.name;
    if (!isRethrow || this.#hasComments(handler.range)) return true;
    const { parent } = handler;
    if (!parent.finalizer || this.#clauses.has(parent.finalizer)) {
      if (parent.finalizer) this.#clauses.delete(parent.finalizer);
      this.#unwrapped.add(parent);
    } else {
      this.#clauses.set(handler, [parent.block.range[1], handler.range[1]]);
    }
    return true;
  }

  /** `.then((result) => { return result; })` */
  #passedOn(fn: Node, left: Statement): boolean {
    const call = fn.parent;
    if (!isFunction(fn) || call?.type !== 'CallExpression' || call.arguments.length !== 1 || !isIdentity(fn, left)) return true;
    const callee = unwrap(call.callee);
    const link = callee.type === 'MemberExpression' ? chainLinkOf(callee) : undefined;
    const wanted = left.type === 'ThrowStatement' ? 'catch' : 'then';
    if (link?.name === wanted && link.call === call && this.#source.code.getCommentsInside(call).length === 0) this.#links.add(call);
    return true;
  }

  #emptiedBranch(holder: TSESTree.IfStatement, branch: Node): boolean {
    if (holder.alternate === branch) {
      this.#clauses.set(branch, [holder.consequent.range[1], branch.range[1]]);
      return true;
    }
    const alternate = holder.alternate && !this.#clauses.has(holder.alternate);
    if (alternate || !isPure(this.#source, holder.test)) return false;
    if (holder.alternate) this.#clauses.delete(holder.alternate);
    this.#gone.add(holder);
    return true;
  }

  /** A function that only closes, and whose calls are all statements, goes with its calls. */
  #dropFunction(fn: Node): boolean {
    if (fn.type !== 'FunctionDeclaration' || !fn.id || fn.params.length > 0) return false;
    if (fn.parent.type !== 'BlockStatement' && fn.parent.type !== 'Program') return false;
    const references = this.#source.file.variableOf(fn.id)?.references ?? [];
    this.#gone.add(fn);
    return references.length > 0 && references.every(({ identifier }) => (
      this.#isGone(identifier.range)
      || (identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier
        && identifier.parent.arguments.length === 0 && this.#dropExpression(identifier.parent))));
  }
}

function isStatement(node: Node): boolean {
  return /Statement$|^VariableDeclaration$|^FunctionDeclaration$|^ClassDeclaration$/.test(node.type);
}

/** Looking at it does nothing. */
function isPure(source: Source, test: Node): boolean {
  return [...nodesIn(source, test, false)].every((node) => (
    /^(?:Identifier|MemberExpression|Literal|LogicalExpression|BinaryExpression|ChainExpression|ThisExpression)$/.test(node.type)
    || (node.type === 'UnaryExpression' && node.operator !== 'delete')
    || asksForState(node)
    || /^TS\w*Expression$|^PrivateIdentifier$/.test(node.type)));
}

/** `client.isConnected()` */
function asksForState(node: Node): boolean {
  const callee = node.type === 'CallExpression' && node.arguments.length === 0 ? unwrap(node.callee) : undefined;
  return callee?.type === 'MemberExpression' && stateQueries.test(propertyName(callee) ?? '');
}
