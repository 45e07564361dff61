import type { State } from './state.js';

/** A project to pick, and what is to be seen in it. Tests hold each to its `expects`. */
export interface Example {
  readonly name: string;
  readonly group: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that is opened. */
  readonly open: string;
  /** Rules that report, in the order of files and lines. Empty: rightly silent. */
  readonly expects: readonly string[];
  readonly settings?: object;
  readonly preset?: State['preset'];
}

const manifest = (dependencies: Readonly<Record<string, string>>): string => `${JSON.stringify({ name: 'shop', dependencies }, null, 2)}\n`;

export const examples: readonly Example[] = [
  {
    name: 'The case of origin: a gRPC client per request',
    group: 'Start here',
    open: 'src/captcha.js',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ express: '^5.0.0', '@google-cloud/recaptcha-enterprise': '^6.0.0' }),
      'src/server.js': `import express from 'express';
import { isHuman } from './captcha.js';

const app = express();

app.post('/orders', async (req, res) => {
  if (!(await isHuman(req.body.token))) return res.sendStatus(403);
  res.sendStatus(201);
});

app.listen(8080);
`,
      'src/captcha.js': `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

export async function isHuman(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  const [assessment] = await client.createAssessment({
    parent: 'projects/shop',
    assessment: { event: { token, siteKey: 'key' } },
  });
  return assessment.riskAnalysis.score > 0.5;
}
`,
    },
  },
  {
    name: 'A leak three files deep',
    group: 'Start here',
    open: 'src/repositories/user-repository.ts',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ express: '^5.0.0', pg: '^8.0.0' }),
      'src/server.ts': `import express from 'express';
import { usersRouter } from './routes/users.js';

const app = express();
app.use('/users', usersRouter);
app.listen(8080);
`,
      'src/routes/users.ts': `import { Router } from 'express';
import { UserService } from '../services/user-service.js';

export const usersRouter = Router();

usersRouter.get('/:id', async (req, res) => {
  res.json(await new UserService().find(req.params.id));
});
`,
      'src/services/user-service.ts': `import { findUser } from '../repositories/user-repository.js';

export class UserService {
  async find(id: string): Promise<unknown> {
    return findUser(id);
  }
}
`,
      'src/repositories/user-repository.ts': `import { Pool } from 'pg';

export async function findUser(id: string): Promise<unknown> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  const { rows } = await pool.query('select * from users where id = $1', [id]);
  return rows[0];
}
`,
    },
  },
  {
    name: 'Rightly silent: kept behind a guard',
    group: 'Start here',
    open: 'src/captcha.ts',
    expects: [],
    files: {
      'package.json': manifest({ express: '^5.0.0', '@google-cloud/recaptcha-enterprise': '^6.0.0' }),
      'src/server.ts': `import express from 'express';
import { assess } from './captcha.js';

const app = express();
app.post('/verify', async (req, res) => {
  res.json(await assess(req.body.token));
});
`,
      'src/captcha.ts': `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

let client: RecaptchaEnterpriseServiceClient | undefined;

// Looked at for each request, constructed once: see the passes beside.
const getClient = (): RecaptchaEnterpriseServiceClient => (client ??= new RecaptchaEnterpriseServiceClient());

export async function assess(token: string): Promise<unknown> {
  return getClient().createAssessment({ parent: 'projects/shop', assessment: { event: { token } } });
}
`,
    },
  },
  {
    name: 'The shape of the published reCAPTCHA sample',
    group: 'Start here',
    open: 'recaptcha/createAssessment.js',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ express: '^4.0.0', '@google-cloud/recaptcha-enterprise': '^6.0.0' }),
      'app.js': `const express = require('express');
const { onHomepageLoad } = require('./controllers/recaptchaController');

const app = express();
app.use(express.json());
app.post('/verify', onHomepageLoad);
app.listen(8080);
`,
      'controllers/recaptchaController.js': `const { createAssessment } = require('../recaptcha/createAssessment');

const onHomepageLoad = async (req, res) => {
  const score = await createAssessment('shop', 'key', req.body.token, req.body.action);
  res.json({ score });
};

module.exports = { onHomepageLoad };
`,
      'recaptcha/createAssessment.js': `const { RecaptchaEnterpriseServiceClient } = require('@google-cloud/recaptcha-enterprise');

async function createAssessment(projectID, recaptchaSiteKey, token, recaptchaAction) {
  const client = new RecaptchaEnterpriseServiceClient();
  const [response] = await client.createAssessment({
    parent: client.projectPath(projectID),
    assessment: { event: { token, siteKey: recaptchaSiteKey } },
  });
  if (!response.tokenProperties.valid || response.tokenProperties.action !== recaptchaAction) return null;
  return response.riskAnalysis.score;
}

module.exports = { createAssessment };
`,
    },
  },
  {
    name: 'require-client-close: lost when a call fails',
    group: 'Rules',
    open: 'src/server.ts',
    expects: ['require-client-close'],
    files: {
      'package.json': manifest({ express: '^5.0.0', pg: '^8.0.0' }),
      'src/server.ts': `import express from 'express';
import { Client } from 'pg';

const app = express();

app.get('/orders', async (req, res) => {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query('select * from orders');
  await client.end();
  res.json(rows);
});
`,
    },
  },
  {
    name: 'prefer-shared-client: released, and made anew each time',
    group: 'Rules',
    open: 'src/server.js',
    expects: ['prefer-shared-client'],
    files: {
      'package.json': manifest({ express: '^5.0.0', ioredis: '^5.0.0' }),
      'src/server.js': `import express from 'express';
import Redis from 'ioredis';

const app = express();

app.get('/visits', async (req, res) => {
  const redis = new Redis(process.env.REDIS_URL);
  try {
    res.json(await redis.incr('visits'));
  } finally {
    redis.disconnect();
  }
});
`,
    },
  },
  {
    name: 'no-shared-client-close: closed under the other requests',
    group: 'Rules',
    open: 'src/server.js',
    expects: ['no-shared-client-close'],
    files: {
      'package.json': manifest({ express: '^5.0.0', '@google-cloud/recaptcha-enterprise': '^6.0.0' }),
      'src/server.js': `import express from 'express';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

const app = express();
const client = new RecaptchaEnterpriseServiceClient();

app.post('/verify', async (req, res) => {
  const [assessment] = await client.createAssessment({ assessment: { event: { token: req.body.token } } });
  await client.close();
  res.json(assessment);
});
`,
    },
  },
  {
    name: 'require-connection-release: borrowed, and not given back',
    group: 'Rules',
    open: 'src/server.js',
    expects: ['require-connection-release'],
    files: {
      'package.json': manifest({ express: '^5.0.0', pg: '^8.0.0' }),
      'src/server.js': `import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.post('/orders', async (req, res) => {
  const connection = await pool.connect();
  await connection.query('begin');
  await connection.query('insert into orders (item) values ($1)', [req.body.item]);
  await connection.query('commit');
  connection.release();
  res.sendStatus(201);
});
`,
    },
  },
  {
    name: 'no-unclosed-client: lost, whoever calls it',
    group: 'Rules',
    open: 'src/report.js',
    expects: ['no-unclosed-client'],
    preset: 'strict',
    files: {
      'package.json': manifest({ pg: '^8.0.0' }),
      'src/report.js': `import { Pool } from 'pg';

export async function countOrders() {
  const pool = new Pool();
  const { rows } = await pool.query('select count(*) from orders');
  return rows[0].count;
}
`,
    },
  },
  {
    name: 'NestJS: a provider that makes one per call',
    group: 'Frameworks',
    open: 'src/captcha.service.ts',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', '@google-cloud/recaptcha-enterprise': '^6.0.0' }),
      'src/captcha.controller.ts': `import { Body, Controller, Post } from '@nestjs/common';
import { CaptchaService } from './captcha.service';

@Controller('captcha')
export class CaptchaController {
  constructor(private readonly captcha: CaptchaService) {}

  @Post('verify')
  verify(@Body() body: { token: string }) {
    return this.captcha.verify(body.token);
  }
}
`,
      'src/captcha.service.ts': `import { Injectable } from '@nestjs/common';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

@Injectable()
export class CaptchaService {
  async verify(token: string) {
    const client = new RecaptchaEnterpriseServiceClient();
    return client.createAssessment({ parent: 'projects/shop', assessment: { event: { token } } });
  }
}
`,
      'src/app.module.ts': `import { Module } from '@nestjs/common';
import { CaptchaController } from './captcha.controller';
import { CaptchaService } from './captcha.service';

@Module({ controllers: [CaptchaController], providers: [CaptchaService] })
export class AppModule {}
`,
    },
  },
  {
    name: 'Next.js: a route that is loaded anew on each change',
    group: 'Frameworks',
    open: 'app/api/users/route.ts',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ next: '^15.0.0', '@prisma/client': '^6.0.0' }),
      'app/api/users/route.ts': `import { PrismaClient } from '@prisma/client';
import { NextResponse } from 'next/server';

export async function GET() {
  const prisma = new PrismaClient();
  return NextResponse.json(await prisma.user.findMany());
}
`,
    },
  },
  {
    name: 'AWS Lambda: one per invocation',
    group: 'Frameworks',
    open: 'handler.mjs',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ mongodb: '^6.0.0', 'aws-lambda': '^1.0.0' }),
      'handler.mjs': `import { MongoClient } from 'mongodb';

export const handler = async (event) => {
  const client = new MongoClient(process.env.MONGODB_URI);
  const order = await client.db('shop').collection('orders').findOne({ id: event.pathParameters.id });
  return { statusCode: 200, body: JSON.stringify(order) };
};
`,
    },
  },
  {
    name: "A tenant's client: no plain hoist",
    group: 'Frameworks',
    open: 'src/server.ts',
    expects: ['no-client-per-request'],
    files: {
      'package.json': manifest({ express: '^5.0.0', '@google-cloud/datastore': '^9.0.0' }),
      'src/server.ts': `import express from 'express';
import { Datastore } from '@google-cloud/datastore';

const app = express();

app.get('/:tenant/orders', async (req, res) => {
  const datastore = new Datastore({ namespace: req.params.tenant });
  const [orders] = await datastore.runQuery(datastore.createQuery('Order'));
  res.json(orders);
});
`,
    },
  },
  {
    name: 'A client of your own, in the settings',
    group: 'Settings',
    open: 'src/server.js',
    expects: ['no-client-per-request'],
    settings: {
      clients: [{ package: '@acme/stock', export: 'StockClient', kind: 'class', holds: 'socket', release: ['close'] }],
    },
    files: {
      'package.json': manifest({ express: '^5.0.0', '@acme/stock': '^1.0.0' }),
      'src/server.js': `import express from 'express';
import { StockClient } from '@acme/stock';

const app = express();

app.get('/stock', async (req, res) => {
  const stock = new StockClient();
  res.json(await stock.list());
});
`,
    },
  },
];

export function stateOf({ files, open, settings = {}, preset = 'recommended' }: Example): State {
  return { files, open, preset, settings, settingsText: `${JSON.stringify(settings, null, 2)}\n` };
}
