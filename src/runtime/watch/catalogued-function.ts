import type { ClientModel, OwningClientModel } from '../../catalog/types.js';

/** A place in a script of a thread, 0-based as the protocol has it. */
export interface ScriptLocation {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** A constructor or factory of the catalog that the process has loaded. */
export interface CataloguedFunction {
  readonly package: string;
  readonly specifier: string;
  /** The path of the export: `Redis`, `v1.ImageAnnotatorClient`. */
  readonly export: string;
  /** Of the package; left out in a bundle, which does not say. */
  readonly version?: string;
  readonly family: string;
  readonly model: OwningClientModel;
  /** Where the function begins. */
  readonly location: ScriptLocation;
  /** Where it ends, where that is known. */
  readonly end?: ScriptLocation;
  /** Methods that release the client, and where they begin. Empty: releases cannot be counted. */
  readonly releases: readonly { readonly method: string; readonly location: ScriptLocation }[];
}

/** Whether a model is of something that owns a connection; only those are counted. */
export function isOwning(model: ClientModel): model is OwningClientModel {
  return model.holds !== 'nothing';
}
