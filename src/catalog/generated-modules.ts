import { matchesGlob } from './match.js';

/**
 * Code that a generator writes into the project, mostly in a folder that is kept out of version control, so that nobody can read it. What
 * it exports is what the package does.
 */
export interface GeneratedModules {
  readonly package: string;
  /** The exports that are the package's. */
  readonly exports: readonly string[];
  /** A segment of the import specifier (a folder, a file, a package) that tells the module; `*` stands for any characters. */
  readonly segments: readonly string[];
  /**
   * The name of a package of somebody's own (`@acme/prisma`, with its scope) that hands out such code, `*` standing for any characters.
   * Only where its code is out of sight: what can be read counts for more than its name.
   */
  readonly packages: readonly string[];
  /** Last segments of modules whose exports are something else. */
  readonly except: readonly string[];
  /** Where it is documented. */
  readonly docs: string;
}

const generated: readonly GeneratedModules[] = [
  {
    package: '@prisma/client', exports: ['PrismaClient'], segments: ['generated', '.prisma', 'prisma-client*', '@prisma/client-*'],
    // Nothing that is published under such a name exports a `PrismaClient`, except `@prisma/client` itself, which needs no pattern.
    packages: ['@prisma/*-client*', '@prisma/*_client*', '@prisma/client_*', '@*prisma*/*client*', '@*/*prisma*', '*-prisma-client*'],
    // These send each query by `fetch`.
    except: ['edge', 'wasm', 'edge.js', 'wasm.js'],
    docs: 'https://www.prisma.io/docs/orm/prisma-schema/overview/generators',
  },
];

/**
 * The package whose export a generated module hands out; without a name, the one whose exports stand among those of the module. With
 * `unseen`, nobody can read the module, and its default export may be all that it exports.
 */
export function packageGeneratedAs(specifier: string, name: string | undefined, unseen = false): string | undefined {
  const segments = segmentsOf(specifier);
  return generated.find((each) => (
    (name === undefined || each.exports.includes(name) || (unseen && name === 'default'))
    && each.package !== segments[0] && !each.except.includes(segments.at(-1)!)
    && (segments.some((segment) => matchesOneOf(each.segments, segment)) || (unseen && matchesOneOf(each.packages, segments[0]!)))
  ))?.package;
}

/** The names of a generated module's exports that are a package's; none if its specifier does not tell it. */
export function generatedExports(specifier: string): readonly string[] {
  return generated.filter(({ package: name }) => packageGeneratedAs(specifier, undefined) === name).flatMap(({ exports }) => exports);
}

const matchesOneOf = (patterns: readonly string[], segment: string): boolean => patterns.some((pattern) => matchesGlob(pattern, segment));

/** The name of the package is one segment, also if it has a scope. */
function segmentsOf(specifier: string): readonly string[] {
  const [scope, name, ...rest] = specifier.split('/');
  return scope?.startsWith('@') && scope.length > 1 && name !== undefined ? [`${scope}/${name}`, ...rest] : specifier.split('/');
}

/**
 * What is sure to stand in a specifier that names one: the longest piece of each pattern without wildcards. What has another one in it is
 * found with that: every text is searched once for each.
 */
const CERTAIN = [...new Set(generated.flatMap(({ segments, packages }) => [...segments, ...packages].map((pattern) => (
  pattern.split('*').reduce((longest, piece) => (piece.length > longest.length ? piece : longest))
))))].filter((piece, _, all) => !all.some((other) => other !== piece && piece.includes(other)));

/** Each run is bounded, so that the search is linear. */
const QUOTED_PATH = /["'`]((?:[@~#$]?[\w.-]{0,214}\/){0,16}[\w.-]{1,214})["'`]/y;
const IN_PATH = /[\w@~#$./-]/;
/** Characters of a specifier before what is sure to stand in it. */
const LONGEST_START = 1000;

/** The packages whose code, generated into the project, a text names in quotes. */
export function generatedIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const piece of CERTAIN) {
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      const specifier = quotedPathAround(text, at);
      const name = specifier === undefined ? undefined : packageGeneratedAs(specifier, undefined, true);
      if (name !== undefined) found.push(name);
    }
  }
  return found;
}

function quotedPathAround(text: string, at: number): string | undefined {
  let start = at;
  while (start > 0 && at - start < LONGEST_START && IN_PATH.test(text[start - 1]!)) start--;
  QUOTED_PATH.lastIndex = start - 1;
  return start > 0 ? QUOTED_PATH.exec(text)?.[1] : undefined;
}
