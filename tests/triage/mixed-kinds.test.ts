import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked } from '../support/marked-cases.js';

const head = `import express from 'express';
import { Client } from 'pg';
import oracledb from 'oracledb';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const app = express();
`;

describeMarked('a client that is tried in a case of a switch', {
  'which leaves nothing open where it cannot connect': `${head}app.post('/test', async (req, res) => {
  switch (req.body.kind) {
    case 'postgres':
      const client = new Client({ host: req.body.host });
      await client.connect();
      await client.end();
      return res.end();
    default:
      return res.status(400).end();
  }
});`,
  'and asked something before it is closed': `${head}app.post('/test', async (req, res) => {
  switch (req.body.kind) {
    case 'postgres':
      const client = new Client({ host: req.body.host }); // leak
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      return res.end();
    default:
      return res.status(400).end();
  }
});`,
}, { rule: 'require-client-close' });

describeMarked('a pool that the SDK keeps under a name', {
  'and that is made where the SDK has none': `${head}async function open() {
  try {
    await oracledb.createPool({ user: process.env.DB_USER, poolAlias: 'default' });
  } catch {
    console.log('no pool');
  }
}
app.get('/', async (req, res) => {
  try {
    oracledb.getPool();
  } catch {
    await open();
  }
  res.end();
});`,
  'and that is made where something else has failed': `${head}async function open() {
  await oracledb.createPool({ user: process.env.DB_USER }); // leak
}
app.get('/', async (req, res) => {
  try {
    res.json(JSON.parse(req.query.names));
  } catch {
    await open();
  }
  res.end();
});`,
});

describeMarked('a client of which only the settings are read', {
  'for those of another one': `${head}function copyOf(client) {
  return { region: client.config.region };
}
app.get('/', async (req, res) => {
  const source = new S3Client({ region: req.query.region });
  const { region } = copyOf(source);
  res.json({ region, retries: source.config.maxAttempts });
});`,
  'before it is used': `${head}function copyOf(client) {
  return { region: client.config.region };
}
app.get('/', async (req, res) => {
  const source = new S3Client({ region: req.query.region }); // leak
  const { region } = copyOf(source);
  await source.send(new GetObjectCommand({ Bucket: region, Key: 'a' }));
  res.end();
});`,
});

describe('a class that a framework is given', () => {
  const middleware = `import { Injectable, NestMiddleware } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import Redis from 'ioredis';
@Injectable()
export class UserMiddleware implements NestMiddleware {
  private redis: Redis;
  constructor(private config: ConfigService) {
    this.redis = new Redis({ host: config.get(\`\${process.env.NODE_ENV}.host\`) });
  }
  async use(req: any, res: any, next: () => void) {
    if (await this.redis.get(req.headers.token)) res.status(403).end();
    else next();
  }
}
`;
  const module = `import { MiddlewareConsumer, Module, NestModule } from '@nestjs/common';
import { UserMiddleware } from './user.middleware';
@Module({})
export class UserModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(UserMiddleware).forRoutes('users');
  }
}
`;

  it('is constructed by it, and not with every request', async () => {
    const files = {
      'package.json': { dependencies: { '@nestjs/common': '^11.0.0' } }, 'src/user.module.ts': module, 'src/user.middleware.ts': middleware,
    };
    expect(await createProject({ rule: '*', files }).lint('src/user.middleware.ts', middleware)).toStrictEqual([]);
  });
});

describe('a client that a generator has written into the project', () => {
  const generated = {
    'package.json': { dependencies: { express: '^5.0.0', '@prisma/client': '^6.0.0' } },
    'generated/prisma/index.js': `const { getPrismaClient } = require('./runtime/library.js');
const config = {};
const PrismaClient = getPrismaClient(config);
exports.PrismaClient = PrismaClient;
`,
    'generated/prisma/runtime/library.js': 'module.exports = { getPrismaClient: (config) => class {} };',
  };

  it.each([
    "const { PrismaClient } = await import('../generated/prisma/index.js');",
    "const { PrismaClient } = require('../generated/prisma/index.js');",
    "const generated = await import('../generated/prisma/index.js'); const { PrismaClient } = generated;",
    "const { PrismaClient } = (await import('../generated/prisma')).default;",
  ])('is found where it is imported by %s', async (load) => {
    const code = `import express from 'express';
const app = express();
app.get('/', async (req, res) => {
  ${load}
  const prisma = new PrismaClient();
  res.json(await prisma.school.findMany());
});
`;
    const reports = await createProject({ rule: '*', files: generated }).lint('src/app.js', code);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
  });
});
