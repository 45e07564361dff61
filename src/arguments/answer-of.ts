import { isConfigurationStore, isRequestState } from '../catalog/answers.js';
import { queryNames } from '../catalog/conventions/methods.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { clientOf } from '../ownership/places/shared-holder.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { toSegments } from '../resolve/path.js';
import { isAwaited, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode } from '../syntax/nodes.js';
import type { ArgumentsOrigin } from './origin.js';

/** What code of others answers beyond what it is given: something of the request that runs, or what a database or service has stored. */
export function answerOf(program: Program, index: CatalogIndex, file: FileModel, call: CallNode): ArgumentsOrigin {
  const value = program.evaluator.evaluate(file, call.callee);
  if (value.kind !== 'package' && isQuery(call)) return 'unknown';
  if (value.kind === 'global') return toSegments(value.path).join('.') === 'fetch' ? 'unknown' : 'constant';
  if (value.kind !== 'package') return 'constant';
  const segments = toSegments(value.path);
  const asked = segments.map((segment, position) => [...segments.slice(0, position), segment.replace(/\(\)$/, '')]);
  if (asked.some((path) => isRequestState(value.specifier, path))) return 'request';
  const isOfClient = segments.some((_, position) => (
    position < segments.length - 1 && clientOf(index, value.specifier, segments.slice(0, position + 1)) !== undefined));
  return isOfClient && !isConfigurationStore(packageOfSpecifier(value.specifier)) ? 'unknown' : 'constant';
}

/** `await this.regions.findOne({ id })`: what is stored somewhere, asked of an object that nobody knows. */
function isQuery(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined || !queryNames.test(name) || call.arguments.some((argument) => isFunction(argument))) return false;
  // `orders.find(isOpen)` of a list gives its answer at once.
  return outermost(call).parent?.type === 'ReturnStatement' || isAwaited(call);
}
