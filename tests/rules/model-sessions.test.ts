import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Sessions that models and connections give are the same as those of the module. */

const files = {
  'package.json': '{ "dependencies": { "express": "^5.0.0", "mongoose": "^9.0.0", "@typegoose/typegoose": "^13.0.0" } }',
  'src/user.ts': "import { model, Schema } from 'mongoose';\nexport const User = model('User', new Schema({}));",
};

function code(imports: string, giver: string): string {
  return [
    "import express from 'express';", imports, 'const app = express();', "app.post('/orders', async (req, res) => {",
    `  const session = await ${giver}.startSession();`, '  const stock = await check(req.body);', '  try {',
    '    await session.withTransaction(() => stock.take(session));', '  } finally {', '    await session.endSession();', '  }',
    '  res.end();', '});',
  ].join('\n');
}

describe('a session that is lost by what stands before the try', () => {
  it.each([
    ["import { model } from 'mongoose';\nconst Order = model('Order');", 'Order'],
    ["import mongoose from 'mongoose';\nconst Order = mongoose.model('Order');", 'Order'],
    ["import mongoose from 'mongoose';", "mongoose.connection.model('Order')"],
    ["import type { Connection } from 'mongoose';\ndeclare const connection: Connection;", 'connection'],
    ["import type { Model } from 'mongoose';\ndeclare const orders: Model<{ name: string }>;", 'orders'],
    ["import { getModelForClass } from '@typegoose/typegoose';\nclass Order {}\nconst orders = getModelForClass(Order);", 'orders'],
    ["import { User } from './user';", 'User'],
  ])('%s', async (imports, giver) => {
    const reports = await createProject({ files, rule: '*' }).lint('src/app.ts', code(imports, giver));
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['require-connection-release']);
  });
});
