import { thisClass } from '../../syntax/nodes.js';
import type { CallNode } from '../../syntax/nodes.js';
import type { Landing } from '../../flow/spots.js';
import type { EffectOf } from './effects.js';

/** `super(client)`, where the base class's constructor keeps it in a field: the object that is being made has it. */
export function keptBySubclass(
  { file, call }: Extract<Landing, { kind: 'argument' }>, effect: EffectOf<'keptByField'>,
): EffectOf<'keptByField'> | undefined {
  if (call.callee.type !== 'Super' || effect.isStatic) return undefined;
  return { ...effect, file, node: call, class: thisClass(call)?.node ?? effect.class };
}

/** `super.close()` */
export function isOfSuper({ callee }: CallNode): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Super';
}
