export const moduleStyles = ['esm', 'cjs'] as const;

export type ModuleStyle = (typeof moduleStyles)[number];

/** A service as its author wrote it, before any edit. */
export interface Service {
  /** An Express service, or a route that a framework loads. */
  readonly code: Readonly<Record<ModuleStyle, string>>;
  /** Where a framework looks for it. Default: a program of its own. */
  readonly path?: Readonly<Record<ModuleStyle, string>>;
  /** Beside Express. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Files beside it, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** An Express service with one route, which answers with `quotient` as the lines of `handler` find it. */
export function expressService({ imports, setup = '', handler, farewell = '' }: {
  /** Statements. */
  readonly imports: string;
  /** Statements at module scope. */
  readonly setup?: string;
  /** Statements of the handler. They declare `quotient`. */
  readonly handler: string;
  /** Statements before the answer, which a request that is refused does not reach. */
  readonly farewell?: string;
}): Service {
  const code = `
import express from 'express';
${imports.trim()}

const app = express();
${setup.trim()}

app.get('/quotient', async (req, res) => {
${handler.replace(/^\n|\s+$/g, '')}
  if (req.query.refuse) throw new Error('refused');
${farewell && `  ${farewell}\n`}  res.json({ divisor: req.query.divisor, quotient });
});

app.use((error, req, res, next) => {
  res.status(502).json({ error: error.message });
});

const server = app.listen(0, 'localhost', () => {
  console.log(\`listening on port \${server.address().port}\`);
});
`;
  return { code: { esm: code.trimStart(), cjs: asCommonJs(code.trimStart()) } };
}

function asCommonJs(code: string): string {
  const converted = code.replace(/^import (\w+|\{[^}]*\}) from ('[^']+');$/gm, 'const $1 = require($2);');
  if (/^(?:import|export) /m.test(converted)) throw new Error(`Not written as CommonJS:\n${converted}`);
  return converted;
}
