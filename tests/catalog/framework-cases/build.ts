/** One fixture for the rule tests: a file in which one client is constructed, and whether that is to be reported. */
export interface FrameworkCase {
  readonly framework: string;
  readonly title: string;
  readonly filename: string;
  readonly code: string;
  readonly reported: boolean;
}

const construction = '/* site */ new ImageAnnotatorClient()';
const imports: Readonly<Record<string, string>> = {
  IMPORT: "import { ImageAnnotatorClient } from '@google-cloud/vision';",
  REQUIRE: "const { ImageAnnotatorClient } = require('@google-cloud/vision');",
};

/**
 * A leak and its correct twin. In the code a line `IMPORT` or `REQUIRE` stands for getting hold of the class, and `CLIENT` for the client:
 * constructed on the spot in the first case, taken from a constant of the module in the second.
 */
export function pair(framework: string, title: string, filename: string, code: string): FrameworkCase[] {
  return [
    { framework, title, filename, code: fill(code, construction, ''), reported: true },
    { framework, title, filename, code: fill(code, 'vision', `\nconst vision = ${construction};`), reported: false },
  ];
}

/** Code that looks like the above and is right as it is: `CLIENT` is constructed on the spot. */
export function silent(framework: string, title: string, filename: string, code: string): FrameworkCase[] {
  return [{ framework, title, filename, code: fill(code, construction, ''), reported: false }];
}

function fill(code: string, client: string, afterImport: string): string {
  const filled = code.trimStart()
    .replace(/^(?:IMPORT|REQUIRE)$/m, (line) => `${imports[line] ?? ''}${afterImport}`)
    .replace(/\bCLIENT\b/, client);
  if (filled.includes('CLIENT') || /^(?:IMPORT|REQUIRE)$/m.test(filled)) {
    throw new Error(`One client and one import are expected in:\n${code}`);
  }
  return filled;
}
