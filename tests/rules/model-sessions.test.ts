import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Sessions that models and connections give are the same as those of the module. */

const files = {
  'package.json': '{ "dependencies": { "express": "^5.0.0", "mongoose": "^9.0.0", "@typegoose/typegoose": "^13.0.0", '
    + '"soft-delete-plugin-mongoose": "^2.0.0", "mongoose-delete": "^1.0.0" } }',
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
    ["import type { PaginateModel } from 'mongoose';\ndeclare const orders: PaginateModel<{ name: string }>;", 'orders'],
    ["import mongoose from 'mongoose';\ndeclare const orders: mongoose.AggregatePaginateModel<{ name: string }>;", 'orders'],
    ["import { PassportLocalModel } from 'mongoose';\ndeclare const users: PassportLocalModel<Account>;", 'users'],
    ["import { SoftDeleteModel } from 'soft-delete-plugin-mongoose';\ndeclare const users: SoftDeleteModel<Account>;", 'users'],
    ["import type { SoftDeleteModel } from 'mongoose-delete';\ndeclare const users: SoftDeleteModel<Account>;", 'users'],
    ["import { Model } from 'mongoose';\ninterface Users extends Model<Account> { old(): void }\ndeclare const users: Users;", 'users'],
    ["import { getModelForClass } from '@typegoose/typegoose';\nclass Order {}\nconst orders = getModelForClass(Order);", 'orders'],
    ["import { User } from './user';", 'User'],
  ])('%s', async (imports, giver) => {
    const reports = await createProject({ files, rule: '*' }).lint('src/app.ts', code(imports, giver));
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['require-connection-release']);
  });
});

describe('a session of a model that a class is given', () => {
  it.each([
    ["import { Model } from 'mongoose';", 'Model<Account>'],
    ["import { PaginateModel } from 'mongoose';", 'PaginateModel<Account>'],
    ["import { SoftDeleteModel } from 'soft-delete-plugin-mongoose';", 'SoftDeleteModel<Account>'],
  ])('%s', async (imports, type) => {
    const manifest = files['package.json'].replace('"express": "^5.0.0"', '"@nestjs/common": "^11.0.0", "@nestjs/mongoose": "^11.0.0"');
    const project = createProject({ files: { 'package.json': manifest }, rule: '*' });
    const reports = await project.lint('src/accounts.controller.ts', [
      "import { Controller, Post } from '@nestjs/common';", "import { InjectModel } from '@nestjs/mongoose';", imports,
      "@Controller('accounts')", 'export class AccountsController {',
      `  constructor(@InjectModel('Account') private readonly accounts: ${type}) {}`,
      '  @Post()', '  async create() {', '    const session = await this.accounts.startSession();',
      '    const stock = await check();', '    session.startTransaction();',
      '    await this.accounts.create([{}], { session });', '    await session.commitTransaction();', '    session.endSession();',
      '  }', '}',
    ].join('\n'));
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['require-connection-release']);
  });
});
