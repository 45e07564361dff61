export interface SourcesOptions {
  readonly isWanted?: (part: string, depth: number) => boolean;
  readonly largest?: number;
}

/** Where what was fetched is kept, outside the repository. */
export const cacheFolder: string;

/** The folder with the contents of a published package, fetched when it is not there. */
export function unpack(published: { readonly name: string; readonly version: string }): string;

export function sourcesIn(folder: string, options?: SourcesOptions): string[];
