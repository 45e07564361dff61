export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | '…';
  readonly text: string;
}

export function lineDiff(before: string, after: string): DiffLine[];
