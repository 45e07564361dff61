export interface SourcesOptions {
  readonly isWanted?: (part: string, depth: number) => boolean;
  readonly largest?: number;
}

export function sourcesIn(folder: string, options?: SourcesOptions): string[];
