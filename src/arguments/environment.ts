import { ENVIRONMENT } from '../catalog/answers.js';
import { member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import type { Node } from '../syntax/nodes.js';

/** What a runtime gives beside the request: `fetch(request, env)`, `context.env`. */
export function isEnvironment(parameter: Node, path: Path): boolean {
  return path.includes(member(ENVIRONMENT)) || (parameter.type === 'Identifier' && parameter.name === ENVIRONMENT);
}
