/*
 * Files that nobody writes by hand: minified ones, bundles, and what generators say that they have written. Whatever is wrong in them is
 * repaired where they are made, so rules leave them out before anything is computed.
 * Input: a text. Output: as what it is left out. Invariant: takes the same time for a text of any length but for one search for marks.
 * Blind spot: generated code that does not say so and looks as if somebody had written it.
 */

/** `generated`: it is source, and other files may lead through it; the others are what has been made of sources. */
export type MachineMade = 'bundle' | 'generated' | 'minified';

/** Something that stands in every file that a program makes, and in no other. */
interface Mark {
  readonly text: string;
  /** What writes it, documented or in its sources. */
  readonly by: string;
}

/** How bundlers begin what replaces `require()`: code that only calls it does not declare it. */
const bundlerMarks: readonly Mark[] = [
  { text: 'function __webpack_require__(', by: 'https://github.com/webpack/webpack/blob/main/lib/javascript/JavascriptModulesPlugin.js' },
  { text: '__commonJS = (', by: 'https://github.com/evanw/esbuild/blob/main/internal/runtime/runtime.go' },
  { text: '(function(){function r(e,n,t){function o(i,f){', by: 'https://github.com/browserify/browser-pack/blob/master/prelude.js' },
];

/** What generators write into the comments that their files begin with. */
const generatorTag = /(?<![\w/])@generated\b/;
const generatorSays = /generated\b/i;
const forbidsEdits = /\b(?:do not|don't|must not|should not|shouldn't|never)\s+(?:be\s+)?(?:manually\s+)?(?:edit|modif|chang)/i;

/** Comments, and what may stand between them, at the beginning of a text. Each run is bounded. */
const LEADING = /^(?:\s{1,99}|\/\*(?:[^*]|\*(?!\/)){0,1900}\*\/|\/\/[^\n]{0,300}|#![^\n]{0,300}|["']use \w{1,20}["'];?){0,60}/;
const LONGEST_LEADING = 2000;

/** Shorter texts cost nothing, and people do put a small module into one line. In characters. */
const SHORTEST = 5000;
/** Some write a patch of a bundler's functions, and nobody writes one of this size. */
const SHORTEST_BUNDLE = 20_000;
/** A line that nobody writes. */
const LONG_LINE = 500;
/** Places of a text that are looked at, spread evenly over it, and how many of them must lie in long lines. */
const PLACES = 50;
const IN_LONG_LINES = 40;
/** Around each of them. */
const SAMPLE = 120;
/** Of what stands around them, the share of `;{}()=,`: in minified code more than an eighth, in data and texts less than a tenth. */
const CODE_SHARE = 0.1;

/** `generated` only where nothing else holds. */
export function machineMade(text: string): MachineMade | undefined {
  return builtAs(text) ?? (isGenerated(text) ? 'generated' : undefined);
}

/** The same of what is no source, so that no other file leads through it. */
export function builtAs(text: string): Exclude<MachineMade, 'generated'> | undefined {
  if (text.length < SHORTEST) return undefined;
  if (isMinified(text)) return 'minified';
  return text.length >= SHORTEST_BUNDLE && bundlerMarks.some((mark) => text.includes(mark.text)) ? 'bundle' : undefined;
}

/** What TypeScript's compiler writes for CommonJS, and the helpers or the map that it adds: nobody writes both by hand. */
const compilerMark = 'Object.defineProperty(exports, "__esModule", { value: true });';
const compilerAdditions = ['(this && this.__', '\n//# sourceMappingURL='];

function isCompiled(text: string): boolean {
  return text.includes(compilerMark) && compilerAdditions.some((addition) => text.includes(addition));
}

function isGenerated(text: string): boolean {
  if (isCompiled(text)) return true;
  const beginning = text.slice(0, LONGEST_LEADING);
  if (!generatorSays.test(beginning)) return false;
  const [comments = ''] = LEADING.exec(beginning) ?? [];
  return generatorTag.test(comments) || (generatorSays.test(comments) && forbidsEdits.test(comments));
}

function isMinified(text: string): boolean {
  let others = 0;
  let code = 0;
  let line = { from: 0, to: -1 };
  for (let place = 0; place < PLACES; place++) {
    const at = Math.floor((place + 0.5) / PLACES * text.length);
    if (at >= line.to) line = lineAt(text, at);
    // Nearly every text is done with the first few.
    if (line.to - line.from <= LONG_LINE && ++others > PLACES - IN_LONG_LINES) return false;
    if (line.to - line.from > LONG_LINE) code += punctuationIn(text, at, Math.min(at + SAMPLE, line.to));
  }
  return code >= (PLACES - others) * SAMPLE * CODE_SHARE;
}

function lineAt(text: string, at: number): { readonly from: number; readonly to: number } {
  const end = text.indexOf('\n', at);
  return { from: text.lastIndexOf('\n', at - 1) + 1, to: end < 0 ? text.length : end };
}

function punctuationIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (isPunctuation(text.charCodeAt(at))) count++;
  return count;
}

/** `(`, `)`, `,`, `;`, `=`, `{`, `}`. */
function isPunctuation(code: number): boolean {
  return code === 40 || code === 41 || code === 44 || code === 59 || code === 61 || code === 123 || code === 125;
}
