import type { Variable } from '../resolve/file-model.js';
import { writtenValues } from '../resolve/values.js';
import { thisClass, unwrap } from '../syntax/nodes.js';

/** Whether a variable stands for the `this` of a function that is no method of a class: `const node = this;`. */
export function holdsReceiver(variable: Variable): boolean {
  return writtenValues(variable).values.some(({ expression, path }) => {
    const value = unwrap(expression);
    return path.length === 0 && value.type === 'ThisExpression' && !thisClass(value);
  });
}
