// Serves the one route in ROUTE like a development server does after a change: again and again with a module that was loaded anew.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import express from 'express';

const REQUESTS_PER_LIFE = 5;

const file = process.env.ROUTE;
const require = createRequire(import.meta.url);
const isPage = file.includes('/pages/');
const app = express();
let requests = 0;

app.get('/quotient', async (req, res) => {
  const life = Math.floor(requests / REQUESTS_PER_LIFE);
  if (isPage && requests % REQUESTS_PER_LIFE === 0) delete require.cache[file];
  requests += 1;
  if (isPage) {
    await require(file)(req, res);
    return;
  }
  const { GET } = await import(`${pathToFileURL(file)}?life=${life}`);
  const response = await GET(new Request(new URL(req.url, 'http://localhost')));
  res.status(response.status).json(await response.json());
});

app.use((error, req, res, next) => {
  if (res.headersSent) next(error);
  else res.status(502).json({ error: error.message });
});

const server = app.listen(0, 'localhost', () => {
  console.log(`listening on port ${server.address().port}`);
});
