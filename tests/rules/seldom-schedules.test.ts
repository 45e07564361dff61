import * as parser from '@typescript-eslint/parser';
import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { rules } from '../../rules/index.js';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();

const body = `{
  const redis = new Redis();
  try {
    await redis.get('votes');
  } finally {
    await redis.quit();
  }
}`;

function file(imports: string, registration: string): string {
  return `import { Redis } from 'ioredis';\n${imports}\nconst count = async () => ${body};\n${registration}\n`;
}

const firebase = "import { onSchedule } from 'firebase-functions/v2/scheduler';";
const cron = "import cron from 'node-cron';";
const reported = (code: string): RuleTester.InvalidTestCase => ({ code, errors: [{ messageId: 'churn' }] });

/** A connection an hour costs nothing that sharing it would save, and it would stay open in between. */
tester.run('prefer-shared-client', rules['prefer-shared-client'] as never, {
  valid: [
    file(cron, "cron.schedule('0 2 * * *', count);"),
    file(cron, "cron.schedule('30 * * * *', () => count(), { timezone: 'UTC' });"),
    file(cron, "cron.schedule('0 0 3 * * 1', count);"),
    file(cron, "const NIGHTLY = '0 2 * * *';\ncron.schedule(NIGHTLY, count);"),
    file(cron, "cron.schedule(process.env.SCHEDULE ?? '0 2 * * *', count);"),
    file("import { scheduleJob } from 'node-schedule';", "scheduleJob('Count votes', '0 2 * * *', count);"),
    file("import { CronJob } from 'cron';", "CronJob.from({ cronTime: '@daily', onTick: count, start: true });"),
    file(firebase, "export const job = onSchedule('every day 02:00', count);"),
    file(firebase, "export const job = onSchedule({ schedule: 'every 24 hours' }, count);"),
    file("import functions from 'firebase-functions';", "export const job = functions.pubsub.schedule('every 6 hours').onRun(count);"),
    file('', 'setInterval(count, 24 * 60 * 60 * 1000);'),
    file('', 'const HOUR = 60 * 60 * 1000;\nsetInterval(count, HOUR);'),
  ],
  invalid: [
    file(cron, "cron.schedule('*/5 * * * *', count);"),
    file(cron, "cron.schedule('0,30 * * * *', count);"),
    file(cron, "cron.schedule('0 */5 * * * *', count);"),
    file(cron, 'cron.schedule(process.env.SCHEDULE, count);'),
    file(firebase, "export const job = onSchedule('every 5 minutes', count);"),
    file("import { scheduleJob } from 'node-schedule';", "scheduleJob('Monday votes', '* * * * *', count);"),
    file('', 'setInterval(count, 60 * 1000);'),
    // A request runs it, too, and that is what is told.
    file(`${cron}\nimport express from 'express';`, `cron.schedule('0 2 * * *', count);
const app = express();
const run = () => count();
app.post('/count', async (req, res) => { await run(); res.end(); });`),
  ].map(reported),
});

const job = (decorator: string): string => `
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { Redis } from 'ioredis';
@Injectable()
export class Votes {
  ${decorator}
  async count() ${body}
}
`;

new RuleTester({ languageOptions: { parser } }).run('prefer-shared-client of methods', rules['prefer-shared-client'] as never, {
  valid: [
    "@Cron('0 2 * * *')", '@Cron(CronExpression.EVERY_DAY_AT_MIDNIGHT)', '@Cron(CronExpression.EVERY_2_HOURS)', '@Interval(86_400_000)',
  ].map((decorator) => job(decorator)),
  invalid: ['@Cron(CronExpression.EVERY_10_MINUTES)', '@Cron(CronExpression.EVERY_30_MINUTES_BETWEEN_9AM_AND_5PM)', '@Interval(5000)']
    .map((decorator) => reported(job(decorator))),
});

// A leak is one, also once a day.
tester.run('no-client-per-request', rules['no-client-per-request'] as never, {
  valid: [],
  invalid: [{
    code: `import { Redis } from 'ioredis';\n${cron}\ncron.schedule('0 2 * * *', async () => { await new Redis().get('votes'); });\n`,
    errors: [{ messageId: 'leak' }],
  }],
});
