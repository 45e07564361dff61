import { describeBehaviour } from './behaviour-suite.js';
import { startHttpServer } from './servers/http.js';
import { expressService } from './service.js';

describeBehaviour('HTTP with keep-alive', {
  packages: [],
  start: startHttpServer,
  cases: {
    'an agent for each request': {
      service: expressService({
        imports: `
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { json } from 'node:stream/consumers';`,
        handler: `
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const [response] = await once(get(\`\${process.env.API_URL}/quotient/\${req.query.divisor}\`, { agent }), 'response');
  const { error, quotient } = await json(response);
  if (error) throw new Error(error);`,
      }),
      leaks: { answered: 1, broken: 1, refused: 1 },
      edits: { hoistToModule: { open: 1 }, lazyGetter: { open: 1 } },
    },
  },
});
