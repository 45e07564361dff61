import { describeMarked } from '../support/marked-cases.js';

/* A query runner that is given to a repository's own methods, of a class that the project derives from it. */

const service = (ending: string, mark = ''): string => `
import express from 'express';
import { DataSource, Repository } from 'typeorm';
import { User } from './user';
class UserRepository extends Repository<User> {}
class Users {
  constructor(private source: DataSource, private repository: UserRepository) {}
  private async begin() {
    const runner = this.source.createQueryRunner();${mark}
    await runner.connect();
    await runner.startTransaction();
    return runner;
  }
  private async insert(user: User, runner?) {
    await this.repository.createQueryBuilder('user', runner).insert().values(user).execute();
  }
  async register(user: User) {
    const runner = await this.begin();
    try {
      await this.insert(user, runner);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }${ending}
  }
}
const source = new DataSource({ type: 'postgres' });
const users = new Users(source, new UserRepository(User, source.createEntityManager()));
const app = express();
app.post('/users', async (req, res) => {
  await users.register(req.body);
  res.end();
});
`;

describeMarked('a query runner that a repository is lent', {
  'and that nobody gives back': service('', ' // leak'),
  'and that is given back': service(' finally {\n      await runner.release();\n    }'),
}, {
  filenames: ['src/service.ts'], rule: 'require-connection-release',
  files: { 'package.json': { dependencies: { express: '^5.0.0', typeorm: '^0.3.0' } } },
});
