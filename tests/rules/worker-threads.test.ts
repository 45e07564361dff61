import { describe, expect, it } from 'vitest';
import { reportsInHandler } from '../support/in-handler.js';

/** Threads and processes that a request makes to work for it. */

describe('threads for each request', () => {
  it.each([
    ["import { createWorker } from 'tesseract.js';", "const worker = await createWorker('eng');",
      'const { data } = await worker.recognize(req.body.image);', 'res.json(data.text);'],
    ["import Tesseract from 'tesseract.js';", "const worker = await Tesseract.createWorker('eng');",
      'const { data } = await worker.recognize(req.body.image);', 'res.json(data.text);'],
    ["import { createScheduler } from 'tesseract.js';", 'const scheduler = createScheduler();',
      "const { data } = await scheduler.addJob('recognize', req.body.image);", 'res.json(data.text);'],
    ["import Piscina from 'piscina';", "const pool = new Piscina({ filename: 'resize.js' });", 'res.json(await pool.run(req.body));'],
    ["import { Tinypool } from 'tinypool';", "const pool = new Tinypool({ filename: 'resize.js' });",
      'res.json(await pool.run(req.body));'],
    ["import workerpool from 'workerpool';", "const pool = workerpool.pool('resize.js');",
      "res.json(await pool.exec('resize', [req.body]));"],
    ["import { StaticPool } from 'node-worker-threads-pool';", "const pool = new StaticPool({ size: 2, task: 'resize.js' });",
      'res.json(await pool.exec(req.body));'],
    ["import { FixedThreadPool } from 'poolifier';", "const pool = new FixedThreadPool(2, 'resize.js');",
      'res.json(await pool.execute(req.body));'],
  ])('%s', async (imports, ...lines) => {
    const [report, ...others] = await reportsInHandler(imports, ...lines);
    expect([report?.rule, ...others]).toStrictEqual(['no-client-per-request']);
    expect(report?.message).toContain('worker threads of its own');
  });

  it.each([
    ["import { ExifTool } from 'exiftool-vendored';", 'const exif = new ExifTool();', 'res.json(await exif.read(req.body.path));'],
    ["import { Worker } from 'jest-worker';", "const worker = new Worker(require.resolve('./resize'));",
      'res.json(await worker.resize(req.body));'],
  ])('%s', async (imports, ...lines) => {
    const [report, ...others] = await reportsInHandler(imports, ...lines);
    expect([report?.rule, ...others]).toStrictEqual(['no-client-per-request']);
    expect(report?.message).toContain('a process of its own');
  });
});

describe('threads that end with the request', () => {
  it.each([
    ["import { createWorker } from 'tesseract.js';", "const worker = await createWorker('eng');", 'try {',
      '  res.json(await worker.recognize(req.body.image));', '} finally {', '  await worker.terminate();', '}'],
    ["import { createScheduler, createWorker } from 'tesseract.js';", 'const scheduler = createScheduler();', 'try {',
      "  scheduler.addWorker(await createWorker('eng'));", "  res.json(await scheduler.addJob('recognize', req.body.image));",
      '} finally {', '  await scheduler.terminate();', '}'],
    ["import Tesseract from 'tesseract.js';", "res.json(await Tesseract.recognize(req.body.image, 'eng'));"],
    ["import { exiftool } from 'exiftool-vendored';", 'res.json(await exiftool.read(req.body.path));'],
  ])('%s', async (imports, ...lines) => {
    expect(await reportsInHandler(imports, ...lines)).toStrictEqual([]);
  });

  it('are waited for where something fails', async () => {
    const reports = await reportsInHandler("import { createWorker } from 'tesseract.js';", "const worker = await createWorker('eng');",
      'res.json(await worker.recognize(req.body.image));', 'await worker.terminate();');
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['require-client-close']);
  });

  it('could be shared where one serves all', async () => {
    const reports = await reportsInHandler("import Piscina from 'piscina';", "const pool = new Piscina({ filename: 'resize.js' });",
      'try {',
      '  res.json(await pool.run(req.body));', '} finally {', '  await pool.destroy();', '}');
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['prefer-shared-client']);
  });
});
