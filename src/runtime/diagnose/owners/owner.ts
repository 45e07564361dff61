/** Whose code it is. */
export type Owner =
  /** Node.js itself: `node:net`. */
  | { readonly kind: 'node'; readonly module: string }
  /** An installed package. `file`: path below the package. */
  | ({ readonly kind: 'package'; readonly package: string } & SourcePlace)
  /** The project's own code, or what cannot be told from it. `file`: path below the project, where it is known. */
  | ({ readonly kind: 'project' } & SourcePlace)
  /** Code that stands in no file. */
  | { readonly kind: 'unknown' };

/** Lines and columns begin with 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Tells whose code stands at a place of a script. Line and column begin with 0, as in snapshots. */
export type FindOwner = (script: string, line: number, column: number) => Owner;

/** What an owner is called, without the place. Empty where it is unknown. */
export function nameOfOwner(owner: Owner): string {
  switch (owner.kind) {
    case 'package':
      return owner.package;
    case 'project':
      return owner.file;
    case 'node':
      return owner.module;
    case 'unknown':
      return '';
  }
}
