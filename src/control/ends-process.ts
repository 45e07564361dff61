import type { FileModel } from '../resolve/file-model.js';
import type { ClassNode, FunctionNode } from '../syntax/nodes.js';

/** `process.exit()` in the same function: this is how the process ends, whoever asks for it. */
export function endsProcess(file: FileModel, owner: FunctionNode | ClassNode): boolean {
  return (file.members.get('exit') ?? []).some((access) => (
    access.object.type === 'Identifier' && access.object.name === 'process'
    && access.range[0] >= owner.range[0] && access.range[1] <= owner.range[1]));
}
