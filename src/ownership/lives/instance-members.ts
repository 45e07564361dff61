import { CALL, member } from '../../resolve/path.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Value } from '../../resolve/value.js';
import type { Program } from '../../project/program.js';
import { isClass, isFunction, propertyName } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { FunctionSite } from './local-life.js';

/** The getter that gives the member of an object, in its class or one above: `get client() { return this.#client; }`. */
export function getterOf(program: Program, file: FileModel, object: Node, name: string | undefined): FunctionSite | undefined {
  if (name === undefined) return undefined;
  const value = program.evaluator.evaluate(file, object);
  const isInstance = value.kind === 'local' && value.path.join() === CALL;
  if (!isInstance || !isClass(value.node)) return undefined;
  for (const owner of classesFrom(program, { file: value.file, node: value.node })) {
    const element = memberOf(owner.node, name);
    if (!element) continue;
    const fn = element.type === 'MethodDefinition' && element.kind === 'get' ? element.value : undefined;
    return isFunction(fn) ? { file: owner.file, node: fn } : undefined;
  }
  return undefined;
}

/** What an instance of a class has under a name, where that is a function: of its own, or of a class above. */
export function methodOfInstance(
  program: Program, { file, class: node }: { readonly file: FileModel; readonly class: ClassNode }, name: string | undefined,
): FunctionSite | undefined {
  if (name === undefined) return undefined;
  const value = program.evaluator.follow({ kind: 'local', file, node, path: [] }, [CALL, member(name)]);
  return value.kind === 'local' && value.path.length === 0 && isFunction(value.node) ? { file: value.file, node: value.node } : undefined;
}

/** What an instance runs in place of a method of a class above: `this.done()`, which that one leaves to those that extend it. */
export function overriding(
  program: Program, holder: { readonly file: FileModel; readonly class: ClassNode }, { node: method }: FunctionSite,
  name: string | undefined,
): FunctionSite | undefined {
  const owner = method.parent.type === 'MethodDefinition' ? method.parent.parent.parent : undefined;
  if (!owner || owner === holder.class) return undefined;
  for (const { node } of classesFrom(program, { file: holder.file, node: holder.class })) {
    if (node === owner) return methodOfInstance(program, holder, name);
  }
  return undefined;
}

/** A class, and the file that it stands in. */
interface ClassSite {
  readonly file: FileModel;
  readonly node: ClassNode;
}

/** A class and those of the project that it extends, one after the other. Where they go round in a circle, none comes twice. */
export function* classesFrom(program: Program, start: ClassSite): Generator<ClassSite, void> {
  const seen = new Set<ClassNode>();
  for (let current: ClassSite | undefined = start; current && !seen.has(current.node);) {
    seen.add(current.node);
    yield current;
    const above: ClassNode['superClass'] = current.node.superClass;
    const base: Value | undefined = above ? program.evaluator.evaluate(current.file, above) : undefined;
    current = base?.kind === 'local' && base.path.length === 0 && isClass(base.node) ? { file: base.file, node: base.node } : undefined;
  }
}

/** `super.close()`: which method is meant stands there. */
export function isOnSuper(callee: Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Super';
}

/** What the body of a class says of a member of its instances; of an accessor, what reads. */
function memberOf({ body }: ClassNode, name: string): ClassNode['body']['body'][number] | undefined {
  return body.body.find((element) => 'key' in element && !element.static && propertyName(element as never) === name
    && !(element.type === 'MethodDefinition' && element.kind === 'set'));
}
