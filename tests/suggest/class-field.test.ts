import { describe, expect, it } from 'vitest';
import { applied, offered, offeredToShare } from '../support/suggestions.js';

/** A controller of NestJS with the given members, whose method `list` ends with a query. */
function controller(members: string, imports = ''): string {
  return `
import { Controller, Get } from '@nestjs/common';
import { Pool } from 'pg';
${imports}
@Controller()
export class UserController {
${members}
}
`.slice(1);
}

const list = (body: string): string => `  @Get()
  async list() {
${body}
    return await pool.query('select 1');
  }`;

describe('the field of a class whose object serves all requests', () => {
  it('takes the place of the local variable, with its comments', () => {
    expect(applied('classField', controller(list('    // The pool.\n    const pool = new Pool({\n      max: 3,\n    });\n')), 'users.ts'))
      .toMatchInlineSnapshot(`
        "import { Controller, Get } from '@nestjs/common';
        import { Pool } from 'pg';

        @Controller()
        export class UserController {
          // The pool.
          private readonly pool = new Pool({
            max: 3,
          });

          @Get()
          async list() {
            return await this.pool.query('select 1');
          }
        }
        "
      `);
  });

  it('is the first choice', () => {
    expect(offered(controller(list('    const pool = new Pool();')), 'users.ts'))
      .toStrictEqual(['classField', 'hoistToModule', 'lazyGetter']);
  });

  it('stands behind the fields that are there, and is called as they are', () => {
    expect(applied('classField', controller(`  private readonly _name = 'users'; // Of the table.
  public x = 1;

  handle = () => {};

${list('    const pool = new Pool();')}`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller()
  export class UserController {
    private readonly _name = 'users'; // Of the table.
    public x = 1;
    private readonly _pool = new Pool();

    handle = () => {};

    @Get()
    async list() {
      return await this._pool.query('select 1');
    }
  }
  "
`);
  });

  it('is hidden where the class hides its fields', () => {
    expect(applied('classField', `
import express from 'express';
import { Pool } from 'pg';

class Users {
  #table = 'users';

  async list(req, res) {
    const pool = new Pool();
    res.json(await pool.query(this.#table));
  }
}

const users = new Users();
express().get('/', (req, res) => users.list(req, res));
`.slice(1), 'users.js')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  class Users {
    #table = 'users';
    #pool = new Pool();

    async list(req, res) {
      res.json(await this.#pool.query(this.#table));
    }
  }

  const users = new Users();
  express().get('/', (req, res) => users.list(req, res));
  "
`);
  });

  it('is given the values of other fields', () => {
    expect(applied('classField', controller(`  private readonly max = 3;
  private readonly name = 'x';

${list('    const pool = new Pool({ max: this.max });')}`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller()
  export class UserController {
    private readonly max = 3;
    private readonly name = 'x';
    private readonly pool = new Pool({ max: this.max });

    @Get()
    async list() {
      return await this.pool.query('select 1');
    }
  }
  "
`);
  });

  it('is set in the constructor where that assigns what it needs', () => {
    expect(applied('classField', controller(`  private readonly url: string;

  constructor() {
    this.url = String(process.env.URL);
    this.start();
  }

  start() {}

${list('    const pool = new Pool({ connectionString: this.url });')}`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller()
  export class UserController {
    private readonly url: string;
    private readonly pool: Pool;

    constructor() {
      this.url = String(process.env.URL);
      this.pool = new Pool({ connectionString: this.url });
      this.start();
    }

    start() {}

    @Get()
    async list() {
      return await this.pool.query('select 1');
    }
  }
  "
`);
  });

  it('is set in the constructor where its parameters are needed', () => {
    expect(applied('classField', controller(`  constructor(private readonly config: ConfigService) {}

${list("    const pool = new Pool({ connectionString: this.config.get('DATABASE_URL') });")}`, `
declare class ConfigService {
  get(name: string): string | undefined;
}
`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  declare class ConfigService {
    get(name: string): string | undefined;
  }

  @Controller()
  export class UserController {
    private readonly pool: Pool;

    constructor(private readonly config: ConfigService) {
      this.pool = new Pool({ connectionString: this.config.get('DATABASE_URL') });
    }

    @Get()
    async list() {
      return await this.pool.query('select 1');
    }
  }
  "
`);
  });

  it('is filled on first use where what it needs comes later', () => {
    expect(applied('classFieldLazy', controller(`  private url?: string;

  async onModuleInit() {
    this.url = await Promise.resolve('postgres://');
  }

${list('    const pool = new Pool({ connectionString: this.url });')}`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller()
  export class UserController {
    private url?: string;
    private pool?: Pool;

    async onModuleInit() {
      this.url = await Promise.resolve('postgres://');
    }

    @Get()
    async list() {
      const pool = (this.pool ??= new Pool({ connectionString: this.url }));
      return await pool.query('select 1');
    }
  }
  "
`);
  });

  it('is filled on first use where local constants are needed', () => {
    expect(applied('classFieldLazy', controller(list('    const max = 3;\n    const pool = new Pool({ max });')), 'users.ts'))
      .toMatchInlineSnapshot(`
        "import { Controller, Get } from '@nestjs/common';
        import { Pool } from 'pg';

        @Controller()
        export class UserController {
          private pool?: Pool;

          @Get()
          async list() {
            const max = 3;
            const pool = (this.pool ??= new Pool({ max }));
            return await pool.query('select 1');
          }
        }
        "
      `);
  });

  it('takes the releases along that would close it for others', () => {
    expect(applied('classField', controller(`  @Get()
  async list() {
    const pool = new Pool();
    try {
      return await pool.query('select 1');
    } finally {
      await pool.end();
    }
  }`), 'users.ts', { rule: 'prefer-shared-client' })).toMatchInlineSnapshot(`
    "import { Controller, Get } from '@nestjs/common';
    import { Pool } from 'pg';

    @Controller()
    export class UserController {
      private readonly pool = new Pool();

      @Get()
      async list() {
        return await this.pool.query('select 1');
      }
    }
    "
  `);
  });

  it('is the one that the class has already', () => {
    expect(applied('classField', controller(`  private readonly max = 3;
  private readonly users: Pool;

  constructor() {
    this.users = new Pool({ max: this.max });
  }

${list('    const pool = new Pool({\n      max: this.max\n    });')}`), 'users.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  @Controller()
  export class UserController {
    private readonly max = 3;
    private readonly users: Pool;

    constructor() {
      this.users = new Pool({ max: this.max });
    }

    @Get()
    async list() {
      return await this.users.query('select 1');
    }
  }
  "
`);
  });

  it('leaves a local variable with a type where it is', () => {
    expect(applied('classField', controller(list('    const pool: Pool = new Pool();')), 'users.ts')).toMatchInlineSnapshot(`
      "import { Controller, Get } from '@nestjs/common';
      import { Pool } from 'pg';

      @Controller()
      export class UserController {
        private readonly pool = new Pool();

        @Get()
        async list() {
          const pool: Pool = this.pool;
          return await pool.query('select 1');
        }
      }
      "
    `);
  });

  it('works where the client is returned and where it has no name', () => {
    expect(applied('classField', controller(`  @Get()
  async list() {
    return { rows: await this.pool().query('select 1') };
  }

  private pool(): Pool {
    return new Pool();
  }`), 'users.ts')).toMatchInlineSnapshot(`
    "import { Controller, Get } from '@nestjs/common';
    import { Pool } from 'pg';

    @Controller()
    export class UserController {
      private readonly sharedPool = new Pool();

      @Get()
      async list() {
        return { rows: await this.pool().query('select 1') };
      }

      private pool(): Pool {
        return this.sharedPool;
      }
    }
    "
  `);
  });

  it('is taken on by short forms of properties', () => {
    expect(applied('classField', `
import { Pool } from 'pg';
import { Injectable, Controller, Get } from '@nestjs/common';

function run({ pool }: { pool: Pool }) {
  return pool.query('select 1')
}

@Controller()
export class Users {
  @Get()
  async list() {
    const pool = new Pool()
    return [1].map(() => run({ pool }))
  }
}
`.slice(1), 'users.ts', { typeCheck: false })).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';
  import { Injectable, Controller, Get } from '@nestjs/common';

  function run({ pool }: { pool: Pool }) {
    return pool.query('select 1')
  }

  @Controller()
  export class Users {
    private readonly pool = new Pool()

    @Get()
    async list() {
      return [1].map(() => run({ pool: this.pool }))
    }
  }
  "
`);
  });

  it.each([
    ['reads what each request sets', `  private user = '';
  setUser(user: string) {
    this.user = user;
  }
${list('    this.setUser(String(Math.random()));\n    const pool = new Pool({ connectionString: this.user });')}`],
    ['asks an object of which nothing is known', `  constructor(private readonly tenants: Tenants) {}
${list("    const pool = new Pool({ connectionString: this.tenants.get('url') });")}`],
    ['calls a method', `  private url() {
    return String(Date.now());
  }
${list('    const pool = new Pool({ connectionString: this.url() });')}`],
  ])('is withheld where the construction %s', (_, members) => {
    const code = controller(members, '\ndeclare class Tenants {\n  get(name: string): string;\n}\n');
    expect(offeredToShare(code, 'users.ts')).toStrictEqual([]);
  });

  it('is withheld where an object is made per request', () => {
    const code = controller(list('    const pool = new Pool();'))
      .replace('import { Controller, Get }', 'import { Controller, Get, Scope }')
      .replace('@Controller()', '@Controller({ scope: Scope.REQUEST })');
    expect(offered(code, 'users.ts', { typeCheck: false })).toStrictEqual(['hoistToModule', 'staticField', 'lazyGetter']);
  });

  it('is withheld where the method is taken off its object', () => {
    expect(offered(`
import express from 'express';
import { Pool } from 'pg';
class Users {
  async list(req, res) {
    res.json(await new Pool().query('x'));
  }
}
const users = new Users();
express().get('/', users.list);
`, 'users.js')).toStrictEqual(['hoistToModule', 'staticField', 'lazyGetter']);
  });

  it('is withheld in subclasses, whose members are not all known', () => {
    const code = controller(list('    const pool = new Pool();'), '\nclass Base {}\n');
    expect(offered(code.replace('UserController', 'UserController extends Base'), 'users.ts'))
      .toStrictEqual(['hoistToModule', 'lazyGetter']);
  });
});

describe('the static field', () => {
  it('is for classes whose objects come and go', () => {
    expect(applied('staticField', `
import express from 'express';
import { Pool } from 'pg';

class Users {
  readonly pool = new Pool({ max: 3 });

  list() {
    return this.pool.query('select 1');
  }
}

express().get('/', async (req, res) => {
  res.json(await new Users().list());
});
`.slice(1), 'users.ts')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  class Users {
    private static readonly sharedPool = new Pool({ max: 3 });
    readonly pool = Users.sharedPool;

    list() {
      return this.pool.query('select 1');
    }
  }

  express().get('/', async (req, res) => {
    res.json(await new Users().list());
  });
  "
`);
  });

  it('is for static methods', () => {
    expect(applied('staticField', `
import express from 'express';
import { Pool } from 'pg';

export class Users {
  static async list(req, res) {
    const pool = new Pool();
    res.json(await pool.query('select 1'));
  }
}

express().get('/', Users.list);
`.slice(1), 'users.js')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  export class Users {
    static pool = new Pool();

    static async list(req, res) {
      res.json(await Users.pool.query('select 1'));
    }
  }

  express().get('/', Users.list);
  "
`);
  });

  it('is withheld where something that it needs stands below the class', () => {
    expect(offered(`
import express from 'express';
import { Pool } from 'pg';
export class Users {
  static async list(req, res) {
    const pool = new Pool(config);
    res.json(await pool.query('select 1'));
  }
}
const config = { max: 3 };
express().get('/', Users.list);
`.slice(1), 'users.js')).toStrictEqual(['hoistToModule', 'lazyGetter']);
  });
});
