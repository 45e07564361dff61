import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/*
 * What a function of the project throws where a variable is missing fails one request; at module scope it would fail the import, and with
 * it the whole program or its build.
 */

const required = `function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is missing\`);
  return value;
}
`;

function service(helper: string, ...lines: readonly string[]): string {
  return `import express from 'express';
import { Pool } from 'pg';
const app = express();

${helper}
app.get('/orders', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}  res.json((await pool.query('select 1')).rows);
});
`;
}

describe('a value that a function of the project may throw at', () => {
  it.each<[string, string, string[]]>([
    ['in a constant', required, ["const url = required('ORDERS_URL');", 'const pool = new Pool({ connectionString: url });']],
    ['in the construction', required, ["const pool = new Pool({ connectionString: required('ORDERS_URL') });"]],
    ['through another function', `${required}const addressOf = (name) => new URL(required(name)).href;\n`, [
      "const pool = new Pool({ connectionString: addressOf('ORDERS_URL') });",
    ]],
    ['in a constructor', `${required}class Settings {\n  constructor() {\n    this.url = required('ORDERS_URL');\n  }\n}\n`, [
      'const settings = new Settings();', 'const pool = new Pool({ connectionString: settings.url });',
    ]],
  ])('is asked for on the first use: %s', (_name, helper, lines) => {
    const ids = offered(service(helper, ...lines), 'service.js');
    expect(ids).toContain('lazyGetter');
    expect(ids).not.toContain('hoistToModule');
  });

  it('is asked for inside of the function that makes the client', () => {
    const code = service(required, "const url = required('ORDERS_URL');", 'const pool = new Pool({ connectionString: url });');
    expect(applied('lazyGetter', code, 'service.js')).toContain(`
function createPool() {
  const url = required('ORDERS_URL');
  return new Pool({ connectionString: url });
}

let sharedPool;
`);
  });

  it.each([
    ['fails at nothing', "function named(name) {\n  return process.env[name] ?? 'postgres://localhost';\n}\n"],
    ['catches what it throws', 'function named(name) {\n  try {\n    if (!process.env[name]) throw new Error(name);\n'
      + "    return process.env[name];\n  } catch {\n    return 'postgres://localhost';\n  }\n}\n"],
  ])('goes to module scope where the function %s', (_name, helper) => {
    expect(offered(service(helper, "const pool = new Pool({ connectionString: named('ORDERS_URL') });"), 'service.js')[0])
      .toBe('hoistToModule');
  });
});
