import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';

/** On which paths a client is released between its construction and the end of the function that has it. */
export type ReleasePaths =
  | { readonly kind: 'never' }
  | { readonly kind: 'somePaths'; readonly witness: Witness }
  | { readonly kind: 'everyPath' }
  | { readonly kind: 'unknown' };

/** The statement after which the client is lost. */
export interface Witness {
  readonly kind: 'throw' | 'return' | 'end' | 'overwritten';
  readonly file: FileModel;
  readonly node: Node;
}
