/** Files of one folder import the same, and one file is led to from many folders. */
const known = new Map<string, string>();
/** More come from a process that sees many projects. */
const MAX_KNOWN = 50_000;

/**
 * The same specifier, or path, without the source that it was cut out of, which V8 keeps as long as a piece of it: one text for all that
 * are alike. To be asked before one is put where it stays.
 */
export function cutLoose(piece: string): string {
  let own = known.get(piece);
  if (own === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    own = JSON.parse(JSON.stringify(piece)) as string;
    known.set(own, own);
  }
  return own;
}

/** To be called when most of what will be asked has been put where it stays: what is asked later is made anew. */
export function forgetPieces(): void {
  known.clear();
}
