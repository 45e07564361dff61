/** Programs that parsers accept and nobody writes, each with a client in the middle of it. */

const head = "import express from 'express';\nimport { Redis } from 'ioredis';\nconst app = express();\n";

/** A handler with this expression in it. */
function handler(expression: string): string {
  return `${head}app.get('/', async (req, res) => {\n  const value = ${expression};\n  res.json(await value);\n});\n`;
}

function statements(text: string): string {
  return `${head}app.get('/', async (req, res) => {\n${text}\n});\n`;
}

const client = "new Redis('redis://localhost')";

/** Every form that nests, `depth` deep, around a construction. */
export function nested(depth: number): Readonly<Record<string, string>> {
  const around = (open: string, inner: string, close: string): string => open.repeat(depth) + inner + close.repeat(depth);
  const names = Array.from({ length: depth }, (_, index) => `v${index}`);
  return {
    arrays: handler(around('[', client, ']')),
    objects: handler(around('{ a: ', client, '}')),
    'objects that are read again': handler(`${around('{ a: ', client, '}')}${'.a'.repeat(depth)}`),
    calls: handler(around('f(', client, ')')),
    'immediate functions': handler(around('(() => ', client, ')()')),
    'immediate async functions': handler(around('(await (async () => ', client, ')())')),
    'promise callbacks': handler(around('Promise.resolve().then(() => ', client, ')')),
    conditionals: handler(around('req.a ? 1 : (', client, ')')),
    'logical operators': handler(`${'req.a || '.repeat(depth)}${client}`),
    'coalesced on the right': handler(around('(req.a ?? ', client, ')')),
    awaits: handler(`${'await '.repeat(depth)}${client}`),
    negations: handler(`${'!'.repeat(depth)}${client}`),
    assignments: handler(`${names.map((name) => `global.${name} = `).join('')}${client}`),
    sequences: handler(around('(0, ', client, ')')),
    templates: handler(around('`${', client, '}`')),
    'chained members': handler(`${client}${'.a'.repeat(depth)}`),
    'chained calls': handler(`${client}${'.pipe()'.repeat(depth)}`),
    'chained then': handler(`${client}.connect()${'.then((c) => c)'.repeat(depth)}`),
    'chained string concatenations': handler(`${"'a' + ".repeat(depth)}(${client}).status`),
    spreads: handler(around('[...', client, ']')),
    classes: handler(around('(class { static a = ', client, '})')),
    blocks: statements(around('{', `const redis = ${client}; res.json(await redis.get('a'));`, '}')),
    conditions: statements(around('if (req.a) {', `const redis = ${client}; res.json(await redis.get('a'));`, '}')),
    'else branches': statements(`${'if (req.a) {} else '.repeat(depth)}{ const redis = ${client}; res.json(await redis.get('a')); }`),
    loops: statements(around('for (const a of req.b) {', `const redis = ${client}; res.json(await redis.get('a'));`, '}')),
    'try statements': statements(around(
      'try {', `const redis = ${client}; res.json(await redis.get('a'));`, '} finally { req.done(); }',
    )),
    labels: statements(`${names.map((name) => `${name}: `).join('')}{ const redis = ${client}; res.json(await redis.get('a')); }`),
    switches: statements(around('switch (req.a) { case 1:', `const redis = ${client}; res.json(await redis.get('a'));`, '}')),
    functions: statements(`${names.map((name) => `function ${name}() {`).join('')} return ${client}; ${names.map((name) => (
      `} return ${name}();`)).reverse().join('')}`),
    'functions that call one another': `${head}${names.map((name, index) => (
      `function ${name}() { return ${index === depth - 1 ? client : `v${index + 1}()`}; }`)).join('\n')}
app.get('/', async (req, res) => res.json(await v0().get('a')));`,
    'variables that stand for one another': `${head}app.get('/', async (req, res) => {\n  const v0 = ${client};\n${names.slice(1)
      .map((name, index) => `  const ${name} = v${index};`).join('\n')}\n  res.json(await v${depth - 1}.get('a'));\n});`,
    'classes that extend one another': `${head}class v0 extends Redis {}\n${names.slice(1).map((name, index) => (
      `class ${name} extends v${index} {}`)).join('\n')}\napp.get('/', async (req, res) => res.json(await new v${depth - 1}().get('a')));`,
    'parameters that are handed on': `${head}${names.map((name, index) => (
      `function ${name}(c) { return ${index === depth - 1 ? "c.get('a')" : `v${index + 1}(c)`}; }`)).join('\n')}
app.get('/', async (req, res) => res.json(await v0(${client})));`,
    'fields of fields': statements(`const o = {}; o${'.a'.repeat(depth)} = ${client}; res.json(o);`),
    patterns: statements(`const ${around('{ a: ', 'redis', '}')} = ${around('{ a: ', client, '}')}; res.json(await redis.get('a'));`),
  };
}
