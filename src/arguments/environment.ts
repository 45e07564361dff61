import { ENVIRONMENT } from '../catalog/answers.js';
import type { FileModel } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { propertyName } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/** Where a program reads how its deployment is configured. */

/** `process.env`. */
export function isEnvironmentObject(file: FileModel, object: Node): boolean {
  return object.type === 'MemberExpression' && propertyName(object) === ENVIRONMENT && object.object.type === 'Identifier'
    && object.object.name === 'process' && file.variableOf(object.object) === undefined;
}

/** What a runtime gives beside the request: `fetch(request, env)`, `context.env`. */
export function isEnvironment(parameter: Node, path: Path): boolean {
  return path.includes(member(ENVIRONMENT)) || (parameter.type === 'Identifier' && parameter.name === ENVIRONMENT);
}
