import type { TSESTree } from '@typescript-eslint/utils';
import { ENVIRONMENT } from '../catalog/answers.js';
import { isProcessEnvironment } from '../control/process-environment.js';
import type { FileModel } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/** What a runtime gives beside the request: `fetch(request, env)`, `context.env`. */
export function isEnvironment(parameter: Node, path: Path): boolean {
  return path.includes(member(ENVIRONMENT)) || (parameter.type === 'Identifier' && parameter.name === ENVIRONMENT);
}

/** `process.env.REDIS_URL = url`: assignments of a file to a variable of the environment. */
export function environmentWrites(file: FileModel, name: string): readonly TSESTree.AssignmentExpression[] {
  return (file.members.get(name) ?? []).flatMap((access) => {
    const { parent } = access;
    const isWrite = parent.type === 'AssignmentExpression' && parent.left === access && isProcessEnvironment(file, unwrap(access.object));
    return isWrite ? [parent] : [];
  });
}
