import { createServer } from 'node:http';
import { close, Connections, listen } from './local-server.js';
import type { LocalServer } from './local-server.js';

/** Divides ten by the last part of the path, and keeps connections for as long as the other side wants them. */
export async function startHttpServer(): Promise<LocalServer> {
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    const divisor = Number(request.url?.split('/').at(-1));
    response.writeHead(divisor === 0 ? 422 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(divisor === 0 ? { error: 'division by zero' } : { quotient: 10 / divisor }));
  });
  const connections = new Connections(server);
  const port = await listen(server);
  return { environment: { API_URL: `http://localhost:${port}` }, connections, stop: () => close(server, connections) };
}
