import { describeAnswers } from '../support/marked-cases.js';

/* `super.close()` in a method of a subclass is the method of the class above, on the same object. */

const head = `import express from 'express';
import { Client } from 'pg';
class Connected {
  async open() {
    this.client = new Client({ host: 'db' }); // ANSWER
    await this.client.connect();
  }
  async close() { await this.client?.end(); }
}
`;
const report = (members: string): string => `class Report extends Connected {
  rows() { return this.client.query('SELECT 1'); }
  ${members}
}
`;
const covered = `const app = express();
app.get('/report', async (req, res) => {
  const report = new Report();
  try { await report.open(); res.json(await report.rows()); } finally { await report.close(); }
});
`;
const bare = `const app = express();
app.get('/report', async (req, res) => {
  const report = new Report();
  await report.open();
  res.json(await report.rows());
  await report.close();
});
`;
const answered = (code: string, answer: string): string => code.replace('ANSWER', answer);

const named = 'class Named extends Connected { close() { return super.close(); } }\n';
const chained = covered.replace('const report = new Report();', 'let report;')
  .replace('await report.open()', 'report = await new Report().open()').replace('await report.close()', 'await report?.close()');

describeAnswers('a method of the class above', {
  'that releases': answered(head + report("async close() { await super.close(); console.log('closed'); }") + covered, 'everyPath'),
  'that releases, where nothing fails': answered(head + report('async close() { await super.close(); }') + bare, 'somePaths'),
  'that releases, in an arrow function': answered(head + report('close = async () => { await super.close(); };') + covered, 'everyPath'),
  'two classes above':
    answered(head + named + report('close() { return super.close(); }').replace('Connected', 'Named') + covered, 'everyPath'),
  'that is put in place of by one that releases nothing':
    answered(head + report("async close() { console.log('closed'); }") + covered, 'never'),
  'that opens': answered(head + report('async open() { await super.open(); this.isOpen = true; }') + bare, 'somePaths'),
  'that opens, and another that releases':
    answered(head + report('async open() { await super.open(); }\n  async close() { await super.close(); }') + covered, 'everyPath'),
  'that gives back the object': answered(head.replace('client.connect();', 'client.connect();\n    return this;')
    + report('open() { return super.open(); }') + chained, 'everyPath'),
});

describeAnswers('a method in a field', {
  'that releases':
    answered(head.replace('async close() {', 'close = async () => {').replace('end(); }', 'end(); };') + report('') + covered, 'everyPath'),
  'that releases by another one':
    answered(head + report('finish = () => this.close();') + covered.replace('report.close()', 'report.finish()'), 'everyPath'),
  'that releases, where nothing fails':
    answered(head + report('finish = async () => { await this.close(); };') + bare.replace('t.close()', 't.finish()'), 'somePaths'),
  'that opens':
    answered(head + report('start = async () => { await this.open(); };') + bare.replace('report.open()', 'report.start()'), 'somePaths'),
});
