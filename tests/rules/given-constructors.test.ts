import { describeMarked } from '../support/marked-cases.js';

/* A constructor that a function is given is told by the type that the parameter is declared with. */

const handler = "import express from 'express';\nexpress().get('/users', async (req, res) => {\n"
  + "  const pg = await import('pg');\n  const { Client } = pg;\n  res.json(await ask(WHAT, req.query.sql));\n});\n";

/** A handler that gives `what` to a function with these parameters, which makes a client of it. */
function given(what: string, parameters: string, callee: string, mark = ' // leak'): string {
  return `${handler.replace('WHAT', what)}async function ask(${parameters}) {
  const client = new ${callee}(process.env.URL);${mark}
  await client.connect();
  return client.query(sql);
}
`;
}

describeMarked('given to a function', {
  'as the type of an imported name': given('Client', "Client: typeof import('pg').Client, sql: string", 'Client'),
  'with the module': given('pg', "pg: typeof import('pg'), sql: string", 'pg.Client'),
  'as an entry of the type of the module': given('Client', "Client: typeof import('pg')['Client'], sql: string", 'Client'),
  'under another name': given('Client', "Connection: typeof import('pg').Client, sql: string", 'Connection'),
  'in an object': given('{ Client }', "{ Client }: { Client: typeof import('pg').Client }, sql: string", 'Client'),
  'by a type of its own': `type Pg = typeof import('pg');\n${given('pg', 'pg: Pg, sql: string', 'pg.Client')}`,
  'by the type of what is imported for it': `import type { Client as Connection } from 'pg';
${given('Client', 'Client: typeof Connection, sql: string', 'Client')}`,
  'by the type of the module that is imported for it': `import type * as postgres from 'pg';
${given('pg', 'pg: typeof postgres, sql: string', 'pg.Client')}`,
}, { filenames: ['src/service.ts'] });

describeMarked('given to a function, and something else', {
  'another class of the module': given('pg.Query', "Client: typeof import('pg').Query, sql: string", 'Client', ''),
  'a class of a file of the project': given('Client', "Client: typeof import('./client').Client, sql: string", 'Client', ''),
  'one of two classes': given('Client', "Client: typeof import('pg').Client | typeof import('./client').Client, sql: string", 'Client', ''),
}, { filenames: ['src/service.ts'] });
