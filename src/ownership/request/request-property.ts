import type { TSESTree } from '@typescript-eslint/utils';
import { requestStateNames } from '../../catalog/request-state.js';
import { testsOnWay } from '../../control/guards/tests-on-way.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import type { Program } from '../../project/program.js';
import type { Reach } from '../../reach/reach.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isMember } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { isOpaque, isTypeNode } from '../../resolve/value.js';
import {
  declaredNameOf, enclosingFunction, isCall, isClass, isFunction, literalText, outermost, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isInside } from '../../syntax/is-inside.js';
import { walk } from '../../syntax/walk.js';
import type { Obligation } from '../../sites/client-calls.js';
import { Effects } from '../lives/effects.js';
import type { Effect, EffectKind, EffectOf } from '../lives/effects.js';
import { releasesOf } from '../lives/local-life.js';
import type { LocalLife } from '../lives/local-life.js';
import type { LocalLives } from '../lives/local-lives.js';
import { mayBeLookedUp } from './looked-up-names.js';

/*
 * A client is put onto a request (`req.redis = …`, `res.locals.browser = …`, `ctx.state.db = …`). No framework releases what it finds
 * there: does any code of the project?
 * Input: where it is stored. Output: whether it is only used, wherever the property is read. Invariant: a read that may be of a request,
 * under the same name in any file, lets the client go nowhere; a name that stands in a string may be looked up (looked-up-names.ts).
 * Blind spot: packages that the project gives the request to, and that know the name.
 */

/** What lets others have the client, or releases it. */
const ENDING: readonly EffectKind[] = [
  'released', 'boundByUsing', 'handedOver', 'exported', 'stored', 'returned', 'keptByVariable', 'keptByField',
];

/** What takes it to others of the project, who are found. */
const GIVING_ON: readonly EffectKind[] = ['returned', 'keptByVariable', 'keptByField'];

/** What takes it where nobody is found. */
const OUT_OF_REACH: readonly EffectKind[] = ['handedOver', 'exported', 'stored'];

/** What tells that somebody works with it: by itself, or by what a call on it gave. */
const USING: readonly EffectKind[] = ['used', 'partKept', 'handleKept'];

/** The lives of what stands at a path of an expression in the functions where it ends; `undefined` for one that ends elsewhere. */
export type Beyond = (file: FileModel, node: Node, path: Path) => readonly (LocalLife | undefined)[];

export class RequestProperties {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #beyond: Beyond;

  constructor(program: Program, reach: Reach, lives: LocalLives, beyond: Beyond) {
    this.#program = program;
    this.#reach = reach;
    this.#lives = lives;
    this.#beyond = beyond;
  }

  /** Whether code of the project uses what is stored there, and none releases it. What nobody is seen to use, somebody else does. */
  isUsedOnly({ file, node, path }: EffectOf<'stored'>, obligation: Obligation): boolean {
    const place = placeOf(node);
    if (!place || !this.#isOnRequest(file, place.holder) || isTestedBefore(file, node, place)) return false;
    return this.#isUsedOnlyUnder({ ...place, path }, this.#heldBy(file, place.value, path, obligation));
  }

  /** What there is to do with an object that has it, by the class that the object is made of where it is put there. */
  #heldBy(file: FileModel, value: Node | undefined, path: Path, obligation: Obligation): Obligation {
    const made = path.length > 0 && value ? this.#program.evaluator.evaluate(file, value) : undefined;
    const isOfClass = made?.kind === 'local' && isClass(made.node) && made.path.length === 1;
    return isOfClass ? { ...obligation, holder: { file: made.file, class: made.node, paths: [path] } } : obligation;
  }

  /** The same of what stands under names of an object that a function makes for the framework, which passes that around. */
  areUsedOnly(paths: readonly Path[], obligation: Obligation): boolean {
    return paths.length > 0 && paths.every(([step, ...rest]) => (
      isMember(step) && rest.length === 0 && this.#isUsedOnlyUnder({ name: step.slice(1), isKeyed: false, path: [] }, obligation)));
  }

  #isUsedOnlyUnder(place: Name, obligation: Obligation): boolean {
    return isUsing(this.#usesOf(place, obligation));
  }

  /** The same of what goes along with a request under a name. */
  isUsedOnlyAs(name: string, obligation: Obligation): boolean {
    return isUsing(this.#usesOf({ name, isKeyed: false, path: [] }, obligation));
  }

  /**
   * The life of what a function puts onto an object that it was given, and releases itself, through a variable or where it stands: as if it
   * had it alone. `undefined` where it does not, and where all others of the project may release it as well.
   */
  lifeOfKeeper(life: LocalLife, obligation: Obligation): TakenBack | undefined {
    const { file, boundary, effects } = life;
    const [stored, ...others] = effects.of('stored');
    if (!stored || others.length > 0 || effects.has('returned', 'keptByVariable', 'keptByField')) return undefined;
    const place = placeOf(stored.node);
    if (!place || !isFunction(boundary) || stored.file !== file || isTestedBefore(file, stored.node, place)) return undefined;
    if (!isParameterOf(file, place.holder, boundary)) return undefined;
    const reads = [
      ...(file.members.get(place.name) ?? []).filter((access) => !place.isKeyed && !isWritten(access) && isSame(access.object)),
      ...file.calls.filter((call) => place.isKeyed && isKeyedBy(call, place.name) && call.arguments.length === 1
        && call.callee.type === 'MemberExpression' && isSame(call.callee.object)),
    ];
    const found = new Effects(reads.flatMap((read) => [...this.#lives.ofExpression(file, read, [[]], obligation, new Set()).effects]));
    const releases = [...new Set([...releasesOf(life), ...found.of('released').map((effect) => effect.node)])];
    if (releases.length === 0 || found.without('released').has(...ENDING)) return undefined;
    const uses = this.#usesOf({ ...place, path: [] }, obligation, new Set(reads));
    if (!uses || !this.#isLeftTo(boundary, uses)) return undefined;
    const done = effects.without('stored', 'released').and(found.without('released'));
    return {
      life: { ...life, effects: done.and(releases.map((node) => ({ kind: 'released', node }))) },
      isUsedMeanwhile: uses.some(({ effects: elsewhere }) => elsewhere.has(...USING)),
    };

    function isSame(object: Node): boolean {
      return isInside(object, boundary) && file.spellingOf(unwrap(object)) === file.spellingOf(place!.holder);
    }
  }

  /** What is done in each file with what stands there, but for some accesses; `undefined` where that may be the end of it elsewhere. */
  #usesOf(place: Name, obligation: Obligation, but: ReadonlySet<Node> = new Set()): UsesIn[] | undefined {
    const files = this.#program.seesOthers ? this.#program.fewFilesWith([place.name], MAX_NAME_MATCHES) : undefined;
    if (!files) return undefined;
    const uses = [...files].map((file) => ({ file, effects: this.#usesIn(file, place, obligation, but) }));
    const isSeen = (one: { file: FileModel; effects: Effects | undefined }): one is UsesIn => (
      one.effects !== undefined && !one.effects.without('released').has(...ENDING));
    return uses.every(isSeen) ? uses : undefined;
  }

  /**
   * Whether those who use it leave it to `keeper` to release it. Handlers that are given to what makes `keeper`, and release it before they
   * are done, leave nothing; where others of them do not, it is theirs that count.
   */
  #isLeftTo(keeper: FunctionNode, uses: readonly UsesIn[]): boolean {
    const releasing = uses.filter(({ effects }) => effects.has('released'));
    if (releasing.length === 0) return true;
    const maker = enclosingFunction(keeper);
    return isFunction(maker) && uses.some(({ effects }) => effects.has(...USING) && !effects.has('released'))
      && releasing.every((one) => one.effects.of('released').every(({ node }) => this.#isGivenTo(maker, one.file, node)));
  }

  /** Whether a node stands in a function that a call of `maker` is given. */
  #isGivenTo(maker: FunctionNode, file: FileModel, node: Node): boolean {
    const name = declaredNameOf(maker)?.name;
    return file.calls.some((call) => {
      const around = call.arguments.some((argument) => {
        const given = unwrap(argument);
        const value = isFunction(given) || given.type === 'Identifier' ? this.#program.evaluator.evaluate(file, given) : undefined;
        return value?.kind === 'local' && value.path.length === 0 && isFunction(value.node) && isInside(node, value.node);
      });
      if (!around) return false;
      // Some frameworks import what the files of a folder export, under the same name.
      const { callee } = call;
      if (callee.type === 'Identifier' && !file.variableOf(callee)) return callee.name === name;
      const value = this.#program.evaluator.evaluate(file, callee);
      return value.kind === 'local' && value.path.length === 0 && value.node === maker;
    });
  }

  /** What is done in a file with what stands there; `undefined` where it cannot be told. */
  #usesIn(file: FileModel, { name, isKeyed, path }: Name, obligation: Obligation, but: ReadonlySet<Node>): Effects | undefined {
    const reads: Node[] = (file.members.get(name) ?? [])
      .filter((access) => !but.has(access) && !isWritten(access) && !this.#isOfAnother(file, access));
    const keyed = isKeyed ? file.calls.filter((call) => isKeyedBy(call, name)) : [];
    if (mayBeLookedUp(this.#program, file, name, keyed)) return undefined;
    reads.push(...keyed.filter((call) => call.arguments.length === 1 && !but.has(call)));
    const variables = destructured(file, name);
    if (variables.some((variable) => variable === undefined)) return undefined;
    const found = [
      ...reads.map((read) => this.#effectsOf(file, read, path, obligation)),
      ...variables.map((variable) => this.#lives.ofVariable(file, variable!, [path], obligation).effects),
    ];
    const effects = found.filter((each) => each !== undefined);
    return effects.length === found.length ? new Effects(effects.flatMap((each) => [...each])) : undefined;
  }

  /**
   * What is done with what is read there, by others of the project, too, if it goes on to them: by the methods of `new Users(c.get('db'))`.
   * `undefined` where it goes further than can be told.
   */
  #effectsOf(file: FileModel, read: Node, path: Path, obligation: Obligation): Effects | undefined {
    const { effects } = this.#lives.ofExpression(file, read, [path], obligation, new Set());
    const { parent } = outermost(read);
    // Whoever takes it there does so to use it, or the object that has it.
    const isTaken = (isCall(parent) && parent.callee !== read) || (path.length > 0 && parent?.type === 'MemberExpression');
    const use: Effect[] = isTaken ? [{ kind: 'used' }] : [];
    if (!effects.has(...GIVING_ON) || effects.has(...OUT_OF_REACH)) return effects.and(use);
    const lives = this.#beyond(file, read, path);
    return lives.length > 0 && lives.every((life) => life !== undefined)
      ? new Effects(lives.flatMap((life) => [...life.effects])).and(use) : undefined;
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
    // What a package made when the module was loaded.
    if (value.kind === 'package' && definition?.type === 'Variable' && !enclosingFunction(definition.name)) return true;
    // The type of an object may be that of requests.
    return value.kind === 'global' || (value.kind === 'local' && !isOpaque(value) && !isTypeNode(value.node));
  }
}

function isUsing(uses: readonly UsesIn[] | undefined): boolean {
  return uses !== undefined && uses.some(({ effects }) => effects.has(...USING)) && !uses.some(({ effects }) => effects.has('released'));
}

/** Under a test of what is there already, the object may be one that lives on. */
function isTestedBefore(file: FileModel, node: Node, { name }: Place): boolean {
  return testsOnWay(node, enclosingFunction(node)).some((test) => file.textOf(test).includes(name));
}

/** Whether it is a parameter of a function, or a member of one. */
function isParameterOf(file: FileModel, holder: Node, owner: FunctionNode): boolean {
  let root = holder;
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const definition = root.type === 'Identifier' ? file.variableOf(root)?.defs[0] : undefined;
  return definition?.type === 'Parameter' && definition.node === owner;
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

/** `c.set('db', …)`, `c.get('db')` */
function isKeyedBy(call: CallNode, name: string): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && ['get', 'set'].includes(propertyName(callee) ?? '')
    && literalText(call.arguments[0]) === name && call.arguments.length <= 2;
}

/** The life of what a function releases itself, and whether code that it does not call works with it until then. */
interface TakenBack {
  readonly life: LocalLife;
  readonly isUsedMeanwhile: boolean;
}

/** What is done in a file with what stands there. */
interface UsesIn {
  readonly file: FileModel;
  readonly effects: Effects;
}

interface Name {
  readonly name: string;
  /** By a call of `set`. */
  readonly isKeyed: boolean;
  /** The way to the client from what stands there, which may be an object that has it. */
  readonly path: Path;
}

/** Where a client is stored: on which object, and under which name. */
interface Place extends Omit<Name, 'path'> {
  readonly holder: Node;
  /** What is put there, where it is written. */
  readonly value: Node | undefined;
}

function placeOf(node: Node): Place | undefined {
  const isKeyed = isCall(node);
  const target = isKeyed ? unwrap(node.callee) : node;
  if (target.type !== 'MemberExpression') return undefined;
  const name = isKeyed ? literalText(node.arguments[0]) : propertyName(target);
  const { parent } = node;
  const value = isKeyed ? node.arguments[1] : parent?.type === 'AssignmentExpression' && parent.left === node ? parent.right : undefined;
  return name === undefined ? undefined : { holder: unwrap(target.object), name, isKeyed, value };
}
