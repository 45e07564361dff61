import type { TSESTree } from '@typescript-eslint/utils';
import { consumingNames, ongoingNames, runningNames } from '../../catalog/conventions/methods.js';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import { isExecutor, isPromise } from '../../control/callbacks.js';
import { partsGivenAway } from '../../sites/part-given-away.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, isOnlyNamed, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import type { ClosingTarget } from './closing-target.js';
import { executorAround, isOverWhenSettled } from './promise-executor.js';
import { goesOn } from './read-to-end.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';

/*
 * Is everything over that is done with a client when its function is left? Follows the client and what is made with it, until it is
 * awaited.
 * Input: a variable. Output: whether its uses are over, with the `await`s that a `return` needs for that.
 * Invariant: what nobody waits for, streams and handlers that are called later are not over, nor are parts of the client that somebody
 * gets. Blind spot: parts that the catalog does not name and that come out of an awaited call.
 */

type Known = 'setup' | 'parts' | 'lends' | 'lentAs' | 'lentTo' | 'harmless';

type UsedTarget = Pick<ClosingTarget, Known | 'assignedIn' | 'boundary' | 'block' | 'releases' | 'made'> & {
  /** Left out where it has no name yet. */
  readonly variable: Variable | undefined;
};

export class ClosingUses {
  /** The `await`s that are missing. */
  readonly awaits: Edit[] = [];
  readonly #source: Source;
  readonly #client: Variable | undefined;
  readonly #settledBy: Node | undefined;
  readonly #boundary: FunctionNode;
  /** Behind it, the client is closed: behind what its `finally` does, where it has one. */
  readonly #around: Node;
  readonly #made: Node;
  readonly #releases: ReadonlySet<Node>;
  readonly #setup: readonly string[];
  readonly #known: Pick<ClosingTarget, Known>;
  readonly #seen = new Set<Variable>();
  readonly #settled = new Set<Node>();

  /** `settledBy`: the end of the chain of promises at whose end all is to be over, in a function that does not wait itself. */
  constructor(source: Source, target: UsedTarget, settledBy?: Node) {
    const { variable, boundary, block, assignedIn, releases, setup, made } = target;
    this.#known = target;
    this.#settledBy = settledBy;
    this.#client = variable;
    this.#made = made;
    this.#source = source;
    this.#boundary = boundary;
    this.#around = assignedIn ?? block;
    this.#releases = new Set(releases);
    this.#setup = setup;
  }

  /** Whether one use is over then. */
  isOver(use: Node): boolean {
    return this.#isOver(use);
  }

  /** Whether all uses of a variable are over with the block. */
  areOver(variable: Variable): boolean {
    if (this.#seen.has(variable)) return true;
    this.#seen.add(variable);
    return variable.references.every((reference) => {
      const { identifier, init, writeExpr } = reference;
      if (!reference.isRead()) return true;
      // What puts it there.
      if (writeExpr && (isInside(this.#made, writeExpr) || variable === this.#client)) return true;
      if (init === true || [...this.#releases].some((release) => isInside(identifier, release))) return true;
      return this.#isOver(identifier);
    });
  }

  /** In code that calls back, all is over when the promise around it is settled. */
  #isOver(use: Node): boolean {
    const away = partsGivenAway(this.#source.file, use, this.#known, { boundary: this.#boundary, around: this.#around });
    if (away.isPart) return false;
    for (const answer of away.answers) this.#isReturned(answer);
    const executor = executorAround(use, this.#boundary);
    if (!executor) return this.#isDone(use);
    if (!this.#client || !isOverWhenSettled(this.#source, executor, this.#client, this.#releases)) return false;
    this.#settled.add(executor);
    return this.#isDone(executor.parent);
  }

  #isDone(start: Node): boolean {
    let node = start;
    for (;;) {
      if (node === this.#settledBy) return true;
      const parent = node.parent!;
      switch (parent.type) {
        case 'MemberExpression':
          if (parent.object === node && ongoingNames.test(propertyName(parent) ?? '') && !isListening(parent)
            && !this.#isQuery(parent)) return false;
          break;
        case 'CallExpression':
        case 'NewExpression':
          if (!this.#isCallOver(parent, node, start)) return false;
          if (isListening(parent.callee)) return parent.parent.type === 'ExpressionStatement';
          break;
        case 'UnaryExpression':
          // What it gives is nothing that could go on.
          if (/^(?:!|typeof|[-+~])$/.test(parent.operator)) return true;
          break;
        case 'AwaitExpression':
        case 'ForOfStatement':
        case 'IfStatement':
        case 'SwitchStatement':
        case 'ThrowStatement': {
          const fn = enclosingFunction(parent);
          if (fn === this.#boundary) return !this.#consumes(parent);
          if (!isFunction(fn)) return false;
          node = fn;
          continue;
        }
        case 'VariableDeclarator':
          return this.#source.file.tree.scopes.getDeclaredVariables(parent).every((variable) => this.areOver(variable));
        case 'AssignmentExpression': {
          if (parent.left === node && node.type === 'MemberExpression') return isSetting(parent);
          const variable = parent.left.type === 'Identifier' ? this.#source.file.variableOf(parent.left) : undefined;
          const isLocal = variable && enclosingFunction(variable.identifiers[0]!) === this.#boundary
            && variable.references.every(({ identifier, init }) => init === true || isInside(identifier, this.#around));
          return parent.right === node && isLocal === true && parent.parent.type === 'ExpressionStatement' && this.areOver(variable);
        }
        case 'ExpressionStatement': {
          const call = unwrap(parent.expression);
          if (call.type === 'MemberExpression' && isOnlyNamed(call)) return true;
          if (isCall(call) && (this.#isBeginning(call, start) || this.#isWaitedForLater(parent, call))) return true;
          if (isCall(call) && cannotThrow(this.#source.file, call) && call.callee.type === 'MemberExpression'
            && !isInside(start, call.callee)) return true;
          const executor = enclosingFunction(parent);
          if (!isFunction(executor) || !isExecutor(executor)) return false;
          node = executor;
          continue;
        }
        case 'ReturnStatement': {
          const fn = enclosingFunction(parent);
          if (fn === this.#boundary) return this.#isReturned(node);
          if (!isFunction(fn)) return false;
          node = fn;
          continue;
        }
        case 'ArrowFunctionExpression':
          if (parent === this.#boundary) return this.#isReturned(node);
          break;
        case 'FunctionDeclaration':
          return false;
        case 'Property':
          if (isFunction(node)) return false;
          break;
        default:
          if (!PASSING.test(parent.type)) return false;
      }
      if (parent.type === 'ArrowFunctionExpression' && parent.body === node) {
        node = parent;
        continue;
      }
      node = parent;
      if (node.type === 'FunctionExpression' && node.parent.type === 'MethodDefinition') return false;
    }
  }

  /** `const channel = await connection.createChannel(); await channel.consume('orders', print);`: the consumer goes on from then on. */
  #consumes(awaited: Node): boolean {
    const { tree } = this.#source.file;
    const holder = outermost(awaited).parent;
    const assigned = holder?.type === 'AssignmentExpression' ? this.#source.file.variableOf(holder.left) : undefined;
    const variables = holder?.type === 'VariableDeclarator' ? tree.scopes.getDeclaredVariables(holder) : assigned ? [assigned] : [];
    return variables.some(({ references }) => references.some(({ identifier }) => {
      const access = outermost(identifier).parent;
      const call = access?.type === 'MemberExpression' && unwrap(access.object) === identifier ? outermost(access).parent : undefined;
      if (access?.type !== 'MemberExpression' || call?.type !== 'CallExpression') return false;
      // A promise around it tells when there is enough.
      if (!consumingNames.test(propertyName(access) ?? '') || executorAround(call, this.#boundary)) return false;
      return call.arguments.some((given) => isFunction(given) || given.type === 'Identifier');
    }));
  }

  /** Whether something in the code goes on by itself: a stream that is handed to the response. */
  goOn(statements: readonly Node[]): boolean {
    return goesOn(this.#source, statements, this.#settled, this.#client);
  }

  /** `session.startTransaction();`: it is done at once, or what comes next waits for it. */
  #isBeginning({ callee, arguments: given }: CallNode, used: Node): boolean {
    const method = unwrap(callee);
    return method.type === 'MemberExpression' && unwrap(method.object) === used && !given.some((argument) => isFunction(argument))
      && this.#known.harmless?.includes(propertyName(method) ?? '') === true;
  }

  /** `client.connect();`: what is asked of the client next waits for that, and is awaited in the same block. */
  #isWaitedForLater(statement: TSESTree.ExpressionStatement, call: CallNode): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || call.arguments.length > 0) return false;
    const block = statement.parent;
    const variable = this.#source.file.variableOf(callee.object);
    if (!this.#setup.includes(propertyName(callee) ?? '') || block.type !== 'BlockStatement') return false;
    return variable?.references.some(({ identifier }) => {
      let node: Node = identifier;
      while (node.parent?.type === 'MemberExpression' || isCall(node.parent)) node = node.parent;
      if (node.parent?.type !== 'AwaitExpression' || node.range[0] < statement.range[1]) return false;
      while (node.parent !== block && node.parent?.type !== 'BlockStatement') node = node.parent!;
      return node.parent === block && /^(?:Expression|Return)Statement$|^VariableDeclaration$/.test(node.type);
    }) ?? false;
  }

  /** A call with the client, or of one of its methods, that runs nothing later. */
  #isCallOver(call: CallNode, node: Node, used: Node): boolean {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) ?? '' : this.#source.file.textOf(callee);
    const isOwn = isInside(node, call.callee);
    if (!isOwn && ongoingNames.test(name)) return false;
    if (!isOwn && !isFunction(node) && callee.type === 'MemberExpression' && !this.#isLent(name, node, used)
      && !this.#isKeeperOver(callee.object)) return false;
    // A function that is given away is run by whoever waits for it.
    if (isFunction(node)) return isExecutor(node) || runningNames.test(name) || callee.type === 'Identifier';
    if (!isOwn || isListening(call.callee) || runningNames.test(name)) return true;
    const hands = call.arguments.some((argument) => (
      isFunction(argument) || (argument.type === 'ObjectExpression' && argument.properties.some((property) => (
        property.type === 'Property' && isFunction(property.value))))));
    const fn = enclosingFunction(call);
    return !hands || (isFunction(fn) && isExecutor(fn));
  }

  /** `order.save({ session })`: the call uses it, and what it is called on does not keep it. */
  #isLent(method: string, given: Node, used: Node): boolean {
    const { lentAs, lentTo } = this.#known;
    if (given === outermost(used)) return lentTo?.includes(method) === true;
    return given.type === 'ObjectExpression' && given.properties.some((option) => (
      option.type === 'Property' && option.value === outermost(used) && lentAs?.includes(propertyName(option) ?? '') === true));
  }

  /** `client.connect(transport)`: whatever the function makes and gives it to may keep it. */
  #isKeeperOver(object: Node): boolean {
    const root = rootOfMembers(object);
    const variable = root.type === 'Identifier' ? this.#source.file.variableOf(root) : undefined;
    const definition = variable?.defs[0];
    const isOwn = definition?.type === 'Variable' && isInside(definition.name, this.#boundary);
    return !variable || !isOwn || variable === this.#client || this.areOver(variable);
  }

  /** `session.run('MATCH …')`: what is given texts and values runs them, and is done; what is given functions goes on. */
  #isQuery(access: TSESTree.MemberExpression): boolean {
    const call = outermost(access).parent;
    if (propertyName(access) !== 'run' || call?.type !== 'CallExpression' || unwrap(call.callee) !== access) return false;
    const [text] = call.arguments;
    if (!text || call.arguments.some((argument) => isFunction(argument))) return false;
    const variable = text.type === 'Identifier' ? this.#source.file.variableOf(text) : undefined;
    const written = variable?.references.flatMap((reference) => reference.writeExpr ?? []) ?? [];
    const texts = variable && written.length > 0 ? written : [text];
    return texts.every((node) => isText(node));
  }

  /** `return client.get(…)`: closed before it is done, unless it is awaited. */
  #isReturned(node: Node): boolean {
    const value = unwrap(node);
    if (value.type !== 'CallExpression' && !isPromise(value) && !this.#holdsPromise(value)) return false;
    const [at, end] = node.range;
    if (this.awaits.some(({ range }) => range[0] === at)) return true;
    // `client.get() as Promise<Order>`
    const isTyped = /^TS/.test(node.type);
    this.awaits.push({ range: [at, at], text: isTyped ? 'await (' : 'await ' });
    if (isTyped) this.awaits.push({ range: [end, end], text: ')' });
    return true;
  }

  /** `const response = new Promise(…);` */
  #holdsPromise(value: Node): boolean {
    const definition = value.type === 'Identifier' ? this.#source.file.variableOf(value)?.defs[0] : undefined;
    const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : null;
    return init !== null && init !== undefined && isPromise(init);
  }
}

function isText(node: Node): boolean {
  if (node.type === 'BinaryExpression') return node.operator === '+' && (isText(node.left) || isText(node.right));
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}

/** Expressions whose value is made of the values in them. */
const PASSING = new RegExp('^(?:ChainExpression|TS\\w*Expression|SpreadElement|ObjectExpression|ArrayExpression|TemplateLiteral'
  + '|ConditionalExpression|LogicalExpression|BinaryExpression|UnaryExpression|TaggedTemplateExpression)$');

/** `client.on('error', …)` */
function isListening(callee: Node): boolean {
  const access = unwrap(callee);
  if (access.type !== 'MemberExpression' || propertyName(access) !== 'on') return false;
  const call = outermost(access).parent;
  const event = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  return event?.type === 'Literal' && event.value === 'error';
}

/** `client.tracing = false;`, and not `client.onmessage = handle;` */
function isSetting({ left, right, operator, parent }: TSESTree.AssignmentExpression): boolean {
  const name = left.type === 'MemberExpression' ? propertyName(left) ?? '' : '';
  return operator === '=' && parent.type === 'ExpressionStatement' && !/^on/.test(name)
    && /^(?:Literal|TemplateLiteral|UnaryExpression|MemberExpression|Identifier)$/.test(unwrap(right).type);
}
