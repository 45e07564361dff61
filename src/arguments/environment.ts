import type { TSESTree } from '@typescript-eslint/utils';
import { ENVIRONMENT } from '../catalog/answers.js';
import { isProcessEnvironment } from '../control/process-environment.js';
import type { FileModel } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { mayAssign, mayCompute } from '../syntax/may-assign.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
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

/** `process.env.NAME = …` and `process.env[name] = …`, which may be any: the places of `env` in a file. */
export function environmentSetsOf(file: FileModel, name: string): readonly Node[] {
  return (file.members.get('env') ?? []).filter((environment) => {
    const user = environment.parent;
    if (user.type !== 'MemberExpression' || user.object !== environment) return false;
    const isSet = user.parent.type === 'AssignmentExpression' && user.parent.left === user;
    return isSet && (propertyName(user) ?? name) === name;
  });
}

const maySetAny = mayCompute(ENVIRONMENT);

/** Whether a text may be one of a file that `environmentSetsOf` finds something in. */
export function maySetEnvironment(name: string): (text: string) => boolean {
  const setsIt = mayAssign(name);
  return (text) => setsIt(text) || maySetAny(text);
}
