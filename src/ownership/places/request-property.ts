import type { TSESTree } from '@typescript-eslint/utils';
import { requestStateNames } from '../../catalog/request-state.js';
import { testsOnWay } from '../../control/guards.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import type { Program } from '../../project/program.js';
import type { Reach } from '../../reach/reach.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isOpaque, isTypeNode } from '../../resolve/value.js';
import { enclosingFunction, isCall, isFunction, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import type { Obligation } from '../../sites/client-calls.js';
import { Effects } from '../lives/effects.js';
import type { EffectKind, EffectOf } from '../lives/effects.js';
import type { LocalLives } from '../lives/local-lives.js';

/*
 * A client is put onto a request (`req.redis = …`, `res.locals.browser = …`, `ctx.state.db = …`). No framework releases what it finds
 * there: does any code of the project?
 * Input: where it is stored. Output: whether it is only used, wherever the property is read. Invariant: a read that may be of a request,
 * under the same name in any file, lets the client go nowhere; a name that stands in a string may be looked up. Blind spot: packages
 * that the project gives the request to, and that know the name.
 */

/** What lets others have the client, or releases it. */
const ENDING: readonly EffectKind[] = [
  'released', 'boundByUsing', 'handedOver', 'exported', 'stored', 'returned', 'keptByVariable', 'keptByField',
];

/** What tells that somebody works with it: by itself, or by what a call on it gave. */
const USING: readonly EffectKind[] = ['used', 'partKept', 'handleKept'];

export class RequestProperties {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;

  constructor(program: Program, reach: Reach, lives: LocalLives) {
    this.#program = program;
    this.#reach = reach;
    this.#lives = lives;
  }

  /** Whether code of the project uses what is stored there, and none releases it. What nobody is seen to use, somebody else does. */
  isUsedOnly({ file, node }: EffectOf<'stored'>, obligation: Obligation): boolean {
    const place = placeOf(node);
    if (!place || !this.#program.seesOthers || !this.#isOnRequest(file, place.holder)) return false;
    // Under a test of what is there already, the object may be one that lives on.
    if (testsOnWay(node, enclosingFunction(node)).some((test) => file.textOf(test).includes(place.name))) return false;
    const files = this.#program.filesWith([place.name]);
    if (files.length > MAX_NAME_MATCHES) return false;
    const uses = files.map((other) => this.#usesIn(other, place, obligation));
    return uses.every((effects) => effects !== undefined && !effects.has(...ENDING)) && uses.some((effects) => effects!.has(...USING));
  }

  /** What is done in a file with what stands there; `undefined` where it cannot be told. */
  #usesIn(file: FileModel, { name, isKeyed }: Place, obligation: Obligation): Effects | undefined {
    const reads: Node[] = (file.members.get(name) ?? []).filter((access) => !isWritten(access) && !this.#isOfAnother(file, access));
    const keyed = isKeyed ? file.calls.filter((call) => isKeyedBy(call, name)) : [];
    if (textsOf(file, name) > keyed.length) return undefined;
    reads.push(...keyed.filter((call) => call.arguments.length === 1));
    const variables = destructured(file, name);
    if (variables.some((variable) => variable === undefined)) return undefined;
    const lives = [
      ...reads.map((read) => this.#lives.ofExpression(file, read, [[]], obligation, new Set())),
      ...variables.map((variable) => this.#lives.ofVariable(file, variable!, [], obligation)),
    ];
    return new Effects(lives.flatMap(({ effects }) => [...effects]));
  }

  /** Whether it is a property of what an entry point is given, or of the object there that is meant for such properties. */
  #isOnRequest(file: FileModel, holder: Node): boolean {
    const root = holder.type === 'MemberExpression' ? unwrap(holder.object) : holder;
    if (holder.type === 'MemberExpression' && !requestStateNames.has(propertyName(holder) ?? '')) return false;
    const definition = root.type === 'Identifier' ? file.variableOf(root)?.defs[0] : undefined;
    const owner = definition?.type === 'Parameter' ? definition.node : undefined;
    return isFunction(owner) && this.#reach.callersOf(file, owner).entries.length > 0;
  }

  /** Whether a member is read of something that is known to be no request. */
  #isOfAnother(file: FileModel, access: TSESTree.MemberExpression): boolean {
    let root: Node = access;
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    // `this.request.db` may be: a container gives requests to the constructors of what lives with them.
    if (root.type === 'ThisExpression' && unwrap(access.object) === root) return true;
    const definition = root.type === 'Identifier' ? file.variableOf(root)?.defs[0] : undefined;
    if (definition?.type === 'Parameter') return false;
    if (definition?.type === 'ImportBinding') return true;
    const value = this.#program.evaluator.evaluate(file, access.object);
    // The type of an object may be that of requests.
    return value.kind === 'global' || (value.kind === 'local' && !isOpaque(value) && !isTypeNode(value.node));
  }
}

function isWritten(access: TSESTree.MemberExpression): boolean {
  const { parent } = access;
  return (parent.type === 'AssignmentExpression' && parent.left === access && parent.parent.type === 'ExpressionStatement')
    || (parent.type === 'UnaryExpression' && parent.operator === 'delete');
}

/** `const { redis } = req`: the variable; `undefined` where it goes into a pattern that is not followed. */
function destructured(file: FileModel, name: string): (Variable | undefined)[] {
  const found: (Variable | undefined)[] = [];
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (node.type !== 'Property' || node.parent.type !== 'ObjectPattern' || propertyName(node) !== name) return;
    const target = node.value.type === 'AssignmentPattern' ? node.value.left : node.value;
    found.push(target.type === 'Identifier' ? file.variableOf(target) : undefined);
  });
  return found;
}

/** How often the name stands in a string that names no module: `req[key]` with `key = 'redis'`. */
function textsOf(file: FileModel, name: string): number {
  const text = name.replace(/[^\w]/g, '\\$&');
  const quoted = new RegExp(`(?<!\\b(?:from|import)\\s*|\\b(?:require|import)\\(\\s*)(['"\`])${text}\\1`, 'g');
  return [...file.tree.text.matchAll(quoted)].length;
}

/** `c.set('db', …)`, `c.get('db')` */
function isKeyedBy(call: CallNode, name: string): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && ['get', 'set'].includes(propertyName(callee) ?? '')
    && literalText(call.arguments[0]) === name && call.arguments.length <= 2;
}

/** Where a client is stored: on which object, and under which name. */
interface Place {
  readonly holder: Node;
  readonly name: string;
  /** By a call of `set`. */
  readonly isKeyed: boolean;
}

function placeOf(node: Node): Place | undefined {
  const isKeyed = isCall(node);
  const target = isKeyed ? unwrap(node.callee) : node;
  if (target.type !== 'MemberExpression') return undefined;
  const name = isKeyed ? literalText(node.arguments[0]) : propertyName(target);
  return name === undefined ? undefined : { holder: unwrap(target.object), name, isKeyed };
}
