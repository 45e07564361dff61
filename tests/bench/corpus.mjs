import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, sourcesIn, unpack } from '../tools/published-packages.mjs';

/*
 * A project to measure on: the sources of published packages at fixed versions, as a workspace, and one service whose handlers construct
 * clients. Packages at fixed versions do not change, so the corpus is made once and kept outside the repository.
 */

/** What each size adds to the ones before it. `leaveOut`: second copies of the same sources. */
const packages = [
  { size: 1, name: 'viem', version: '2.21.0', leaveOut: /^_/ },
  { size: 1, name: 'rxjs', version: '7.8.1' },
  { size: 1, name: 'puppeteer-core', version: '23.4.0', leaveOut: /^lib$/ },
  { size: 1, name: 'lodash-es', version: '4.17.21' },
  { size: 1, name: '@nestjs/core', version: '10.4.4' },
  { size: 2, name: 'typeorm', version: '0.3.20', leaveOut: /^browser$/ },
  { size: 2, name: '@nestjs/common', version: '10.4.4' },
  { size: 2, name: '@nestjs/microservices', version: '10.4.4' },
  { size: 2, name: '@mui/material', version: '6.1.1', leaveOut: /^(?:modern|legacy|umd)$/ },
  { size: 2, name: '@apollo/client', version: '3.11.8' },
  { size: 4, name: 'date-fns', version: '4.1.0' },
  { size: 4, name: '@aws-sdk/client-ec2', version: '3.658.0', leaveOut: /^dist-(?:cjs|types)$/ },
  { size: 4, name: 'eslint', version: '9.15.0' },
  { size: 4, name: 'zod', version: '4.0.0' },
  { size: 4, name: 'mongodb', version: '6.9.0', leaveOut: /^lib$/ },
];

export const sizes = [1, 2, 4];

export const packageVersions = packages.map(({ name, version }) => `${name}@${version}`);

/** Folders that the plugin takes for build output, so that both sides of a comparison see the same files. */
const outputFolders = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);

/** The service in the middle of it: a handler that reaches a construction through three files. */
const service = {
  'package.json': '{ "name": "api", "dependencies": { "express": "^4.21.0", "@google-cloud/vision": "^4.3.0", "pg": "^8.13.0" } }',
  'server.js': `import express from 'express';
import { reviews } from './routes/reviews.js';
import { orders } from './routes/orders.js';

const app = express();
app.use('/reviews', reviews);
app.use('/orders', orders);
app.listen(3000);
`,
  'routes/reviews.js': `import { Router } from 'express';
import { reviewController } from '../controllers/review-controller.js';

export const reviews = Router();
reviews.post('/', reviewController.create);
`,
  'controllers/review-controller.js': `import { describeImage } from '../services/images.js';

export const reviewController = {
  async create(req, res) {
    res.json(await describeImage(req.body.image));
  },
};
`,
  'services/images.js': `import { openVision } from './vision-client.js';

export async function describeImage(image) {
  const [result] = await openVision().labelDetection(image);
  return result.labelAnnotations;
}
`,
  'services/vision-client.js': `import vision from '@google-cloud/vision';

export function openVision() {
  return new vision.ImageAnnotatorClient({ projectId: process.env.PROJECT });
}
`,
  'routes/orders.js': `import { Router } from 'express';
import { listOrders } from '../services/orders.js';

export const orders = Router();
orders.get('/', async (req, res) => res.json(await listOrders(req.query.customer)));
`,
  'services/orders.js': `import pg from 'pg';
import { settings } from './settings.js';

export async function listOrders(customer) {
  const pool = new pg.Pool(settings.database);
  const { rows } = await pool.query('select * from orders where customer = $1', [customer]);
  return rows;
}
`,
  'services/settings.js': `export const settings = { database: { connectionString: process.env.DATABASE_URL, max: 10 } };
`,
};

/** For rules that ask for types: every file of the corpus belongs to one program. */
const typeScriptSettings = {
  compilerOptions: { allowJs: true, checkJs: false, noEmit: true, module: 'nodenext', jsx: 'preserve', skipLibCheck: true, types: [] },
  include: ['packages', 'services'],
};

/** Files with a construction that a handler reaches, below the corpus. The first one is asked first. */
export const candidates = ['services/api/services/vision-client.js', 'services/api/services/orders.js'];

/** The folder of the corpus of one size, made when it is not there. */
export function corpusOf(size) {
  const folder = path.join(cacheFolder, `corpus-${size}x`);
  const stamp = path.join(folder, '.complete');
  const wanted = packageVersions.join('\n') + JSON.stringify(service);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(typeScriptSettings));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  rmSync(path.join(folder, 'packages'), { recursive: true, force: true });
  for (const entry of packages) {
    if (entry.size > size) continue;
    const source = unpack(entry);
    const hasTypeScript = sources(source, entry.leaveOut).some((file) => /ts$/.test(file));
    const target = path.join(folder, 'packages', entry.name);
    mkdirSync(target, { recursive: true });
    cpSync(path.join(source, 'package.json'), path.join(target, 'package.json'));
    for (const file of sources(source, entry.leaveOut)) {
      // A package with both ships the one that is made from the other.
      if (hasTypeScript && !/tsx?$/.test(file)) continue;
      mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
      cpSync(path.join(source, file), path.join(target, file));
    }
  }
  for (const [file, text] of Object.entries(service)) {
    const target = path.join(folder, 'services/api', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const workspaces = ['packages/*', 'packages/@*/*', 'services/*'];
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', workspaces }));
  writeFileSync(stamp, wanted);
  return folder;
}

/** How many sources a corpus has, and how many bytes. */
export function measureCorpus(folder) {
  const files = sources(folder);
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0) };
}

/** The sources of a folder without build output. `leaveOut` looks at the first name of a path. */
function sources(folder, leaveOut) {
  return sourcesIn(folder, {
    isWanted: (part, depth) => !outputFolders.has(part) && !(depth === 0 && leaveOut?.test(part)),
  });
}
