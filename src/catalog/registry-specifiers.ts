/*
 * Packages by the name that another runtime, or a browser, loads them under: with the registry in front, and a version behind.
 * Input: an import specifier. Output: the one that a bundler or Node.js would have. Blind spot: import maps that rename packages.
 */

/** What stands in front of a name to say that it is one of the npm registry, as a part of a regular expression. */
export const REGISTRY_PREFIX = String.raw`(?:npm:\/?|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run)\/(?:v\d{1,4}\/)?)`;

/** The version behind the name, and what the server is asked to make of it. */
export const REGISTRY_VERSION = String.raw`(?:[@?][^/"'\x60\s]{1,100})?`;

const NAMED = new RegExp(`^${REGISTRY_PREFIX}((?:@[\\w.~-]+\\/)?[\\w.~-]+)${REGISTRY_VERSION}((?:\\/[^?]*)?)(?:\\?.*)?$`);
const VERSIONED = /^(jsr:\/?(?:@[\w.~-]+\/)?[\w.~-]+)@[^/]+/;

/** `pg/lib/client.js` of `npm:pg@8.11.3/lib/client.js`, `pg` of `https://esm.sh/pg@8?target=deno`; any other specifier as it is. */
export function packageSpecifierOf(specifier: string): string {
  // Hardly any: a look at the first letters is all that most of them cost.
  if (!/^(?:npm:|jsr:|https:)/.test(specifier)) return specifier;
  const [, name, rest = ''] = NAMED.exec(specifier) ?? [];
  return name === undefined ? specifier.replace(VERSIONED, '$1') : name + rest;
}
