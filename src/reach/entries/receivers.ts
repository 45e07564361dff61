import type { TSESTree } from '@typescript-eslint/utils';
import { matchesExportPath, matchesGlob, matchesPackage } from '../../catalog/match.js';
import type { CallEntry, FrameworkModel, OnceCall } from '../../catalog/types.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { ANY_MEMBER, member, toSegments } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import type { Value } from '../../resolve/value.js';
import { isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { ArgumentRole } from './entry-point.js';
import { receiverName } from './entry-matching.js';

/*
 * Is the object whose method is called one that registers handlers with a framework? Told by where it comes from, by its name where nothing
 * else is known of it, by what it is given, or by the handler whose parameter it is.
 * Invariant: a name alone counts only where the manifest names the framework. Blind spot: receivers that a collection holds.
 */

/** What knows the registrations of which a receiver may be a part. */
interface Registry {
  isInstalled(file: FileModel, framework: FrameworkModel): boolean;
  ofArgument(file: FileModel, call: CallNode, index: number, path: Path): ArgumentRole | undefined;
}

type LocalValue = Extract<Value, { kind: 'local' }>;

export class Receivers {
  readonly #program: Program;
  readonly #entries: Registry;
  #givenBy: ((value: Value) => Value | undefined) | undefined;
  /** Functions, parameters and classes about which is being asked, to know what a receiver is. */
  readonly #asked = new Set<Node>();

  constructor(program: Program, entries: Registry) {
    this.#program = program;
    this.#entries = entries;
  }

  /** How callers are asked what they give for a parameter. */
  askCallers(givenBy: (value: Value) => Value | undefined): void {
    this.#givenBy = givenBy;
  }

  /** `module.exports = (bot) => { bot.command('start', …) }`: what others give for the parameter, if they all give the same. */
  given(callee: LocalValue): Value | undefined {
    // To find the callers of a function, its own registrations may be asked about.
    if (!this.#givenBy || this.#asked.has(callee.node)) return undefined;
    this.#asked.add(callee.node);
    const given = this.#givenBy(callee);
    this.#asked.delete(callee.node);
    return given;
  }

  /** `app.register(plugin, { … })`. */
  isGivenPlugin(file: FileModel, call: CallNode, framework: FrameworkModel, entry: CallEntry | OnceCall, wanted: string): boolean {
    const target = unwrap(call.callee);
    const name = target.type === 'MemberExpression' ? propertyName(target) : target.type === 'Identifier' ? target.name : undefined;
    const [first] = call.arguments;
    if (name === undefined || !first || !entry.methods.some((pattern) => matchesGlob(pattern, name))) return false;
    const plugin = this.#program.evaluator.evaluate(file, first);
    return plugin.kind === 'package' && framework.packages.some((pattern) => matchesPackage(pattern, plugin.specifier))
      && matchesExportPath(wanted, toSegments(plugin.path));
  }

  /** `(socket) => { socket.on('message', …) }`, where the framework is given that function for each connection. */
  isReceived(file: FileModel, call: CallNode, framework: FrameworkModel, entry: CallEntry | OnceCall): boolean {
    const { receivedFor } = entry;
    const target = unwrap(call.callee);
    const holder = target.type === 'MemberExpression' ? unwrap(target.object) : undefined;
    const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
    if (!receivedFor || holder?.type !== 'Identifier' || name === undefined) return false;
    if (!entry.methods.some((pattern) => matchesGlob(pattern, name))) return false;
    const definition = file.variableOf(holder)?.defs[0];
    const owner = definition?.type === 'Parameter' && isFunction(definition.node) ? definition.node : undefined;
    if (!owner || owner.params[receivedFor.parameter] !== definition?.name || this.#asked.has(owner)) return false;
    this.#asked.add(owner);
    const isHandler = placesOf(file, owner).some((place) => {
      const registration = outermost(place).parent;
      if (registration?.type !== 'CallExpression' && registration?.type !== 'NewExpression') return false;
      const index = registration.arguments.indexOf(outermost(place) as TSESTree.CallExpressionArgument);
      const role = index < 0 ? undefined : this.#entries.ofArgument(file, registration, index, []);
      return role?.kind === 'entry' && role.entry.framework === framework && role.entry.occasion === receivedFor.occasion;
    });
    this.#asked.delete(owner);
    return isHandler;
  }

  /** `module.exports = (app) => { app.get('/x', …) }`: a parameter whose name and use leave no doubt. */
  isNamed(file: FileModel, call: CallNode, framework: FrameworkModel, entry: CallEntry | OnceCall): boolean {
    const target = unwrap(call.callee);
    if (!entry.receiverNames || target.type !== 'MemberExpression') {
      return false;
    }
    const name = propertyName(target);
    let holder = unwrap(target.object);
    // `router.route('/x').get(…)` and chains of registrations.
    while (holder.type === 'CallExpression' && holder.callee.type === 'MemberExpression') holder = unwrap(holder.callee.object);
    const holderName = receiverName(holder);
    if (name === undefined || holderName === undefined) return false;
    if (!entry.receiverNames.some((pattern) => matchesGlob(pattern, holderName))) return false;
    if (!entry.methods.some((pattern) => matchesGlob(pattern, name))) return false;
    const held = this.#program.evaluator.evaluate(file, holder);
    const isUntraceable = held.kind === 'unknown' || holder.type === 'ThisExpression'
      || (held.kind === 'local' && (held.node.type === 'Identifier' || held.path.length > 0))
      // An import that leads nowhere: a project file that is not there to be read.
      || (held.kind === 'package' && /^(?:[.@~#$]|src\/)/.test(held.specifier) && this.#program.dependsOn(file, held.specifier) !== true);
    return isUntraceable && this.#entries.isInstalled(file, framework);
  }
}

/** Whether what is called is what the entry names: an export of a package, or a global. */
export function isKnownCallee(callee: Value, framework: FrameworkModel, entry: CallEntry | OnceCall): boolean {
  const isGlobal = callee.kind === 'global' && framework.packages.length === 0;
  const isPackage = callee.kind === 'package' && framework.packages.some((pattern) => matchesPackage(pattern, callee.specifier));
  if (!isGlobal && !isPackage) return false;
  const segments = toSegments((callee as { path: Path }).path);
  if (!entry.receivers && !entry.receiverTypes) {
    return entry.methods.some((pattern) => matchesExportPath(pattern, segments));
  }
  const receiver = segments.slice(0, -1);
  const last = segments.at(-1)!;
  // `app[route.method](route.path, handler)`: a method that is chosen at run time registers what it is given, too.
  const isAny = member(last) === ANY_MEMBER && 'runs' in entry;
  if (!isAny && !entry.methods.some((pattern) => matchesGlob(pattern, last))) return false;
  return (entry.receivers ?? []).some((pattern) => matchesExportPath(pattern, receiver))
    || (entry.receiverTypes ?? [])
      .some((type) => receiver[0] === `${type}()` || (receiver.length > 1 && receiver.at(-1) === `${type}()`));
}

/** Where a function of the file stands: its own place, and every place that names it. */
function placesOf(file: FileModel, owner: FunctionNode): Node[] {
  const declarator = outermost(owner).parent;
  const variables = [
    ...file.tree.scopes.getDeclaredVariables(owner)
      .filter(({ defs }) => defs.some(({ node, type }) => node === owner && type !== 'Parameter')),
    ...(declarator?.type === 'VariableDeclarator' ? [file.variableOf(declarator.id)] : []),
  ];
  return [owner, ...variables.flatMap((variable) => variable?.references.map(({ identifier }) => identifier) ?? [])];
}
