import type { FrameworkModel, Occasion } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import type { Passed } from './passed-on.js';

/** Where a framework runs code of the project, and what becomes of what it is given. */

export interface EntryPoint {
  readonly framework: FrameworkModel;
  readonly occasion: Occasion;
  /** For people: `POST /verify`, `handler (AWS Lambda)`. */
  readonly label: string;
  readonly file: FileModel;
  readonly node: Node;
  /** Only the type of a parameter tells: a function that others call is their helper, whatever they pass on to it. */
  readonly isByType?: boolean;
  /** Only its name and its place among the files tell. */
  readonly isByPlace?: boolean;
  /** A schedule that runs it once an hour at most. */
  readonly isSeldom?: boolean;
  /** Of an object that a container makes for one request: the methods that it calls when it drops the object. */
  readonly destroyMethods?: readonly string[];
}

/** What a call does with a function that it is given. */
export type ArgumentRole =
  | { readonly kind: 'entry'; readonly entry: EntryPoint; /** Only if the function makes the call again. */ readonly isRecursive: boolean }
  /** It runs it once per process, or keeps its result. */
  | { readonly kind: 'once' }
  | { readonly kind: 'memo' }
  /** It passes it on to what it registers: the options of a plugin. */
  | { readonly kind: 'passed'; readonly to: readonly Passed[] };
