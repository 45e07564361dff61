/** Files of one folder import the same. */
const known = new Map<string, string>();
/** More come from a process that sees many projects. */
const MAX_KNOWN = 50_000;

/**
 * The same specifier without the source that it was cut out of, which V8 keeps as long as a piece of it: one text for all that are alike.
 * To be asked before a piece of a source is put where it stays.
 */
export function cutLoose(specifier: string): string {
  let own = known.get(specifier);
  if (own === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    own = JSON.parse(JSON.stringify(specifier)) as string;
    known.set(own, own);
  }
  return own;
}
