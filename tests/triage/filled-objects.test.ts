import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Objects whose properties are put into them after they were made: `db.sequelize = new Sequelize(…)`. */
const handler = `const express = require('express');
const db = require('./models');
const app = express();
app.post('/orders', async (req, res) => {
  const transaction = await db.sequelize.transaction();
  if (!req.body.id) return res.status(400).end();
  await db.orders.create(req.body, { transaction });
  await transaction.commit();
  res.end();
});
`;

const models: Readonly<Record<string, string>> = {
  'held by a variable': `const Sequelize = require('sequelize');
const db = {};
const sequelize = new Sequelize('postgres://db');
db.sequelize = sequelize;
db.Sequelize = Sequelize;
module.exports = db;
`,
  'beside models that are named at run time': `const fs = require('fs');
const path = require('path');
const Sequelize = require('sequelize');
const config = require('./config.json');
const db = {};
let sequelize;
if (config.url) {
  sequelize = new Sequelize(config.url, config);
} else {
  sequelize = new Sequelize(config.database, config.username, config.password, config);
}
fs.readdirSync(__dirname).forEach((file) => {
  const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes);
  db[model.name] = model;
});
db.sequelize = sequelize;
module.exports = db;
`,
  'that the file exports': `const { Sequelize } = require('sequelize');
module.exports = {};
module.exports.sequelize = new Sequelize('postgres://db');
`,
};

const others: Readonly<Record<string, string>> = {
  'held by a variable that is given another one': `const Sequelize = require('sequelize');
let db = {};
db.sequelize = new Sequelize('postgres://db');
db = require('./other');
module.exports = db;
`,
  'whose property is given different things': `const Sequelize = require('sequelize');
const { fake } = require('./fake');
const db = {};
db.sequelize = new Sequelize('postgres://db');
if (process.env.FAKE) db.sequelize = fake();
module.exports = db;
`,
  'of the same name in another object': `const Sequelize = require('sequelize');
const db = {};
const other = {};
other.sequelize = new Sequelize('postgres://db');
module.exports = db;
`,
};

describe('an object that is filled after it was made', () => {
  const lint = async (code: string): Promise<(number | undefined)[]> => {
    const project = createProject({ rule: '*', files: { 'src/models/index.js': code, 'src/models/config.json': {} } });
    return (await project.lint('src/app.js', handler)).map(({ line }) => line);
  };
  it.each(Object.entries(models))('is looked into: %s', async (_, code) => {
    expect(await lint(code)).toStrictEqual([5]);
  });
  it.each(Object.entries(others))('is not guessed: %s', async (_, code) => {
    expect(await lint(code)).toStrictEqual([]);
  });
});
