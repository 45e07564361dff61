import type { FileModel } from '../resolve/file-model.js';
import { propertyName } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';

/** `process.exit()` in the same function: this is how the process ends, whoever asks for it. */
export function endsProcess(file: FileModel, owner: FunctionNode | ClassNode): boolean {
  return (file.members.get('exit') ?? []).some((access) => (
    access.object.type === 'Identifier' && access.object.name === 'process'
    && access.range[0] >= owner.range[0] && access.range[1] <= owner.range[1]));
}

/** The callee of `process.exit()`: nothing has to be released any more. */
export function isProcessExit(callee: Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'process'
    && propertyName(callee) === 'exit';
}
