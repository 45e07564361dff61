import { CALL, member } from '../../resolve/path.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Program } from '../../project/program.js';
import { isClass, isFunction, propertyName } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { FunctionSite } from './local-life.js';

/** The getter that gives the member of an object, in its class or one above: `get client() { return this.#client; }`. */
export function getterOf(program: Program, file: FileModel, object: Node, name: string | undefined): FunctionSite | undefined {
  if (name === undefined) return undefined;
  const value = program.evaluator.evaluate(file, object);
  const isInstance = value.kind === 'local' && value.path.join() === CALL;
  let owner: { readonly file: FileModel; readonly node: Node } | undefined = isInstance ? value : undefined;
  // Classes that extend one another in a circle are left when one is met again.
  for (const seen = new Set<Node>(); owner && isClass(owner.node) && !seen.has(owner.node);) {
    seen.add(owner.node);
    const element = memberOf(owner.node, name);
    if (element) {
      const fn = element.type === 'MethodDefinition' && element.kind === 'get' ? element.value : undefined;
      return isFunction(fn) ? { file: owner.file, node: fn } : undefined;
    }
    const above: Node | null = owner.node.superClass;
    const base = above && program.evaluator.evaluate(owner.file, above);
    owner = base?.kind === 'local' && base.path.length === 0 ? base : undefined;
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
  let current: { readonly file: FileModel; readonly node: ClassNode } = { file: holder.file, node: holder.class };
  // Classes that extend one another in a circle are left when one is met again.
  for (const seen = new Set<Node>(); owner && owner !== current.node && !seen.has(current.node);) {
    seen.add(current.node);
    const base = current.node.superClass ? program.evaluator.evaluate(current.file, current.node.superClass) : undefined;
    if (base?.kind !== 'local' || base.path.length > 0 || !isClass(base.node)) return undefined;
    if (base.node === owner) return methodOfInstance(program, holder, name);
    current = { file: base.file, node: base.node };
  }
  return undefined;
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
