import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * Pools that are variables of a function which runs once: they are there for every request that comes later, as those of a module are.
 */

const rule = 'require-connection-release';
const server = (imports: string, body: string): string => `
import express from 'express';
${imports}
const app = express();
${body}
app.listen(8080);
`;
const pg = "import { Pool } from 'pg';";

const lost: MarkedCases = {
  'in a function that starts the service': server(pg, `
async function main() {
  const pool = new Pool();
  await pool.query('SELECT 1');
  app.get('/orders', async (req, res) => {
    const client = await pool.connect(); // leak
    res.json((await client.query('SELECT 1')).rows);
  });
}
main();`),
  'in a function that is called where it stands': server("import mysql from 'mysql2/promise';", `
(async () => {
  const pool = mysql.createPool(url);
  app.get('/orders', async (req, res) => {
    const connection = await pool.getConnection(); // leak
    const [rows] = await connection.query('SELECT 1');
    connection.release();
    res.json(rows);
  });
})();`),
  'in a factory of methods': server(pg, `
function createOrders() {
  const pool = new Pool();
  return {
    async all() {
      const client = await pool.connect(); // leak
      const { rows } = await client.query('SELECT 1');
      client.release();
      return rows;
    },
  };
}
const orders = createOrders();
app.get('/orders', async (req, res) => res.json(await orders.all()));`),
  'given to what makes a handler': server(pg, `
const list = (pool) => async (req, res) => {
  const client = await pool.connect(); // leak
  res.json((await client.query('SELECT 1')).rows);
};
function main() {
  const pool = new Pool();
  app.get('/orders', list(pool));
}
main();`),
  'closed when the process ends': server(pg, `
function main() {
  const pool = new Pool();
  app.get('/orders', async (req, res) => {
    const client = await pool.connect(); // leak
    res.json((await client.query('SELECT 1')).rows);
  });
  process.on('SIGTERM', () => pool.end());
}
main();`),
  'a session of a driver': server("import neo4j from 'neo4j-driver';", `
function main() {
  const driver = neo4j.driver(url);
  app.get('/orders', async (req, res) => {
    const session = driver.session(); // leak
    res.json((await session.run('RETURN 1')).records);
  });
}
main();`),
  'in a loop that does not end': server(pg, `
async function work() {
  const pool = new Pool();
  while (true) {
    const client = await pool.connect(); // leak
    await client.query('SELECT 1');
  }
}
void work();`),
};

const kept: MarkedCases = {
  'made by the request, and dropped with it': server(pg, `
app.get('/orders', async (req, res) => {
  const pool = new Pool();
  const load = async () => {
    const client = await pool.connect();
    return (await client.query('SELECT 1')).rows;
  };
  res.json(await load());
  await pool.end();
});`),
  'made by a factory that requests call': server(pg, `
function ordersOf(tenant) {
  const pool = new Pool({ database: tenant });
  return {
    async all() {
      const client = await pool.connect();
      return (await client.query('SELECT 1')).rows;
    },
    end: () => pool.end(),
  };
}
app.get('/orders', async (req, res) => {
  const orders = ordersOf(req.params.tenant);
  res.json(await orders.all());
  await orders.end();
});`),
  'made by a factory that nobody is seen to call': `
${pg}
export function ordersOf(tenant) {
  const pool = new Pool({ database: tenant });
  return async () => {
    const client = await pool.connect();
    return (await client.query('SELECT 1')).rows;
  };
}`,
  'closed by the function that made it': server(pg, `
async function main() {
  const pool = new Pool();
  app.get('/orders', async (req, res) => {
    const client = await pool.connect();
    res.json((await client.query('SELECT 1')).rows);
  });
  const server = app.listen(0);
  await fetch(url);
  server.close();
  await pool.end();
}
main();`),
  'given back on every path': server(pg, `
function main() {
  const pool = new Pool();
  app.get('/orders', async (req, res) => {
    const client = await pool.connect();
    try {
      res.json((await client.query('SELECT 1')).rows);
    } finally {
      client.release();
    }
  });
}
main();`),
  'borrowed at the start': server(pg, `
async function main() {
  const pool = new Pool();
  const client = await pool.connect();
  app.get('/orders', async (req, res) => {
    res.json((await client.query('SELECT 1')).rows);
  });
}
main();`),
  'closed by what borrows from it': server(pg, `
function main() {
  const pool = new Pool();
  app.get('/orders', async (req, res) => {
    const client = await pool.connect();
    res.json((await client.query('SELECT 1')).rows);
    await pool.end();
  });
}
main();`),
};

describeMarked('pools of functions that run once', lost, { rule });
describeMarked('pools that do not outlive what borrows from them, and what is given back', kept, { rule });
