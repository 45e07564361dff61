import { describeMarked } from '../support/marked-cases.js';

/** Checks that run on a schedule, from lists that are put together. */
function checks(...lines: readonly string[]): string {
  return `
import cron from 'node-cron';
import mssql from 'mssql';
import { others, given } from './others.js';
const database = {
  every: '0 * * * *',
  run: async () => {
    const pool = new mssql.ConnectionPool(process.env.URL); // leak
    await pool.connect();
    mssql.close();
  },
};
const more = [database];
const start = (check) => cron.schedule(check.every, () => check.run());
${lines.join('\n')}
`;
}

const silent = (text: string): string => text.replace(' // leak', '');

describeMarked('what is in a list that another list is put into', {
  'by a method that is given each of them': checks('const all = [];', 'all.push(...more);', 'all.map((check) => start(check));'),
  'at the front': checks('const all = [];', 'all.unshift(...others, ...more);', 'all.forEach((check) => start(check));'),
  'where the settings want it': checks(
    'const all = [others];', 'if (!process.env.DEV) all.push(...more);', 'for (const check of all) start(check);'),
  'by a new list of both': checks('const all = [others].concat(more);', 'all.forEach((check) => start(check));'),
  'one by one, into a new list': checks('const all = [others].concat(others, database);', 'all.forEach((check) => start(check));'),
  'that goes to code out of sight': silent(checks('others.push(...more);')),
  'that a function out of sight is given one by one': silent(checks('others(...more);')),
  'of something that may be no list': silent(checks('given.concat(more);')),
  'that nobody runs': silent(checks('const all = [];', 'all.push(...more);')),
});
