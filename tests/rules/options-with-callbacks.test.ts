import { describeMarked } from '../support/marked-cases.js';

/* A method of the client is given an object with the function that it calls when it is done. */

const service = (complete: string, config = "{ account: process.env.ACCOUNT, username: 'app' }"): string => `
import express from 'express';
import snowflake from 'snowflake-sdk';
const app = express();
function run(sql, config) {
  return new Promise((resolve, reject) => {
    const connection = snowflake.createConnection(${config}); // leak
    connection.connect((error) => {
      if (error) {
        reject(error);
        return;
      }
      connection.execute({
        sqlText: 'use warehouse reports',
        complete: () => {
          connection.execute({ sqlText: sql, ${complete} });
        },
      });
    });
  });
}
app.get('/:report', async (req, res) => res.json(await run(req.params.report, req.body)));
`;
const silent = (code: string): string => code.replace(' // leak', '');
const ended = 'complete(failure, statement, rows) { connection.destroy(() => {}); if (failure) reject(failure); else resolve(rows); }';
const skipped = 'complete(failure, statement, rows) { if (failure) return reject(failure); connection.destroy(() => {}); resolve(rows); }';
const never = 'complete(failure, statement, rows) { if (failure) reject(failure); else resolve(rows); }';
const either = 'success(rows) { connection.destroy(() => {}); resolve(rows); },'
  + ' failure(error) { connection.destroy(() => {}); reject(error); }';
const options = { filenames: ['service.js'] };

describeMarked('a connection that the last callback', {
  'never ends': service(never),
  'ends': silent(service(ended)),
  'ends where it did not fail': silent(service(skipped)),
}, options);

describeMarked('a connection that the last callback ends', {
  'where it did not fail': service(skipped),
  'always': silent(service(ended)),
  'as one of two, of which either may be called': silent(service(either)),
}, { ...options, rule: 'require-client-close' });

describeMarked('a connection that is opened and ended for each request', {
  'with what is the same for all': service(ended),
  'with what the request brings': silent(service(ended, 'config')),
}, { ...options, rule: 'prefer-shared-client' });
