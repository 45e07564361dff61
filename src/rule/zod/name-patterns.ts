/** What a text of an entry must look like, and how to say so. */
export interface NamePattern {
  readonly pattern: RegExp;
  /** What to give instead. */
  readonly wanted: string;
}

/** The forms of names in entries. A name of another form matches nothing, and then the plugin quietly finds nothing. */
export const namePatterns = {
  packageName: {
    pattern: /^(?![./])\S+$/,
    wanted: 'the name of a package as it is imported; the project’s own files need no entry',
  },
  exportPath: {
    pattern: /^(?!default\.)[^\s.()]+(?:\(\))*(?:\.[^\s.()]+(?:\(\))*)*$/,
    wanted: 'an export path such as `Client`, `v1.*Client` or `Broker().producer`',
  },
  memberPath: {
    pattern: /^(?:[^\s.()]+(?:\(\))?\.)*[^\s.()]+$/,
    wanted: 'the name of a method alone, or of one on a member such as `connection.close`',
  },
  bareName: {
    pattern: /^[^\s.()@<>]+$/,
    wanted: 'a name alone',
  },
} as const satisfies Record<string, NamePattern>;

/** The name that was most likely meant: `close()` means `close`, `new Client()` means `Client`, `@Get()` means `Get`. */
export function fixedName(text: string, { pattern }: NamePattern): string | undefined {
  const fixed = text.trim().replace(/^(?:await\s+)?(?:new\s+)?/, '').replace(/^default\.|^@(?!.*\/)/, '').replace(/\([^()]*\)$/, '');
  return fixed !== text && pattern.test(fixed) ? fixed : undefined;
}
