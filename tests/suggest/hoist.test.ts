import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

describe('the hoist to module scope', () => {
  it('moves the declaration with its comments, above the statement and its comments', () => {
    expect(applied('hoistToModule', `
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
import express from 'express';

const app = express();

// Verifies a token.
app.get('/verify', async (req, res) => {
  // The client.
  const client = new RecaptchaEnterpriseServiceClient({
    // An option.
    fallback: false,
  }); // Expensive.

  const [assessment] = await client.createAssessment({ parent: client.projectPath('x') });
  res.json(assessment);
});
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
  import express from 'express';

  const app = express();

  // The client.
  const client = new RecaptchaEnterpriseServiceClient({
    // An option.
    fallback: false,
  }); // Expensive.

  // Verifies a token.
  app.get('/verify', async (req, res) => {
    const [assessment] = await client.createAssessment({ parent: client.projectPath('x') });
    res.json(assessment);
  });
  "
`);
  });

  it('keeps shebang and directive first in CommonJS', () => {
    expect(applied('hoistToModule', `
#!/usr/bin/env node
'use strict';
const express = require('express');
const { Pool } = require('pg');
const app = express();
app.get('/', async (req, res) => {
  const pool = new Pool();
  res.json((await pool.query('select 1')).rows);
});
app.listen(3000);
`.slice(1), 'service.cjs')).toMatchInlineSnapshot(`
  "#!/usr/bin/env node
  'use strict';
  const express = require('express');
  const { Pool } = require('pg');
  const app = express();

  const pool = new Pool();

  app.get('/', async (req, res) => {
    res.json((await pool.query('select 1')).rows);
  });
  app.listen(3000);
  "
`);
  });

  it('stays below a directive of a server\'s module', () => {
    expect(applied('hoistToModule', `
'use server';
import { Pool } from 'pg';
export async function list(req, res) {
  const pool = new Pool();
  res.json((await pool.query('select 1')).rows);
}
`.slice(1), 'actions.js')).toMatchInlineSnapshot(`
  "'use server';
  import { Pool } from 'pg';

  const pool = new Pool();

  export async function list(req, res) {
    res.json((await pool.query('select 1')).rows);
  }
  "
`);
  });

  it('moves a type annotation along', () => {
    expect(applied('hoistToModule', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

export async function list(req: Request, res: Response): Promise<void> {
  let pool: Pool<{ id: number }> = new Pool();
  const { rows } = await pool.query('select 1');
  res.json(rows.map((row) => row.id));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  const pool: Pool<{ id: number }> = new Pool();

  export async function list(req: Request, res: Response): Promise<void> {
    const { rows } = await pool.query('select 1');
    res.json(rows.map((row) => row.id));
  }
  "
`);
  });

  it('moves local constants along, in order', () => {
    expect(applied('hoistToModule', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

export async function list(req: Request, res: Response) {
  const { DATABASE_URL: url = 'postgres://localhost' } = process.env;
  const token = req.headers['token'];
  const config = { connectionString: url, max: 3 };
  const pool = new Pool(config);
  const { rows } = await pool.query(\`select '\${token}'\`);
  res.json(rows);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  const { DATABASE_URL: url = 'postgres://localhost' } = process.env;
  const config = { connectionString: url, max: 3 };
  const pool = new Pool(config);

  export async function list(req: Request, res: Response) {
    const token = req.headers['token'];
    const { rows } = await pool.query(\`select '\${token}'\`);
    res.json(rows);
  }
  "
`);
  });

  it('shares a local constant that other code goes on using', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  const table = process.env.TABLE;
  const pool = new Pool({ application_name: table });
  res.json(await pool.query(\`select * from \${table}\`));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const table = process.env.TABLE;
  const pool = new Pool({ application_name: table });

  export async function list(req, res) {
    res.json(await pool.query(\`select * from \${table}\`));
  }
  "
`);
  });

  it('renames a local constant that means something else at module scope', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

const url = 'https://example.com';

export async function list(req, res) {
  const url = process.env.DATABASE_URL;
  const pool = new Pool({ url, connectionString: url });
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const url = 'https://example.com';

  const poolUrl = process.env.DATABASE_URL;
  const pool = new Pool({ url: poolUrl, connectionString: poolUrl });

  export async function list(req, res) {
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('takes another name when the module has one of that name', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

const client = 'somebody else';

export async function list(req, res) {
  const client = new Pool();
  const run = () => client.query('select 1');
  const { query } = client;
  res.json(await run({ client: 1 }), \`\${client}\`, query);
}

export const name = client;
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const client = 'somebody else';

  const pool = new Pool();

  export async function list(req, res) {
    const run = () => pool.query('select 1');
    const { query } = pool;
    res.json(await run({ client: 1 }), \`\${pool}\`, query);
  }

  export const name = client;
  "
`);
  });

  it('takes another name when a function between has one of that name', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export function register(app, client) {
  app.get('/', async (req, res) => {
    if (req.body) {
      const client = new Pool();
      res.json(await client.query('select 1'));
    }
    console.log(client);
  });
}

export async function handle(req, res) {
  register(null, 1);
  res.json({});
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool();

  export function register(app, client) {
    app.get('/', async (req, res) => {
      if (req.body) {
        res.json(await pool.query('select 1'));
      }
      console.log(client);
    });
  }

  export async function handle(req, res) {
    register(null, 1);
    res.json({});
  }
  "
`);
  });

  it('captures no global of that name', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  const fetch = new Pool();
  res.json(await fetch.query('select 1'));
}

export const load = () => fetch('https://example.com');
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool();

  export async function list(req, res) {
    res.json(await pool.query('select 1'));
  }

  export const load = () => fetch('https://example.com');
  "
`);
  });

  it('names an inline construction after its class', () => {
    expect(applied('hoistToModule', `
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
import type { Request, Response } from 'express';

export async function verify(req: Request, res: Response) {
  const [assessment] = await new RecaptchaEnterpriseServiceClient().createAssessment({ parent: 'x' });
  res.json(assessment);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
  import type { Request, Response } from 'express';

  const recaptchaEnterpriseServiceClient = new RecaptchaEnterpriseServiceClient();

  export async function verify(req: Request, res: Response) {
    const [assessment] = await recaptchaEnterpriseServiceClient.createAssessment({ parent: 'x' });
    res.json(assessment);
  }
  "
`);
  });

  it('drops parentheses that only the construction needed', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  const { rows } = await (new Pool({ max: 1 })).query('select 1');
  res.json(rows);
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool({ max: 1 });

  export async function list(req, res) {
    const { rows } = await pool.query('select 1');
    res.json(rows);
  }
  "
`);
  });

  it.each(['let pool = null;', 'var pool = undefined;'])('fills a declaration of the module that has nothing yet: %s', (declaration) => {
    const output = applied('hoistToModule', `
import { Pool } from 'pg';
${declaration}

export async function list(req, res) {
  pool = new Pool({ max: 3 });
  res.json(await pool.query('select 1'));
}
`, 'service.js');
    expect(output).toContain('const pool = new Pool({ max: 3 });\n');
    expect(output.match(/pool =/g)).toHaveLength(1);
  });

  it('replaces the construction where the variable is written again', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  let pool = new Pool();
  if (req.body.none) pool = null;
  res.json(await pool?.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const sharedPool = new Pool();

  export async function list(req, res) {
    let pool = sharedPool;
    if (req.body.none) pool = null;
    res.json(await pool?.query('select 1'));
  }
  "
`);
  });

  it('replaces the construction in an assignment', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  let pool;
  try {
    pool = new Pool();
    res.json(await pool.query('select 1'));
  } catch (error) {
    res.status(500).json({ error });
  }
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool();

  export async function list(req, res) {
    try {
      res.json(await pool.query('select 1'));
    } catch (error) {
      res.status(500).json({ error });
    }
  }
  "
`);
  });

  it('replaces the construction of a class field', () => {
    expect(applied('hoistToModule', `
import express from 'express';
import { Pool } from 'pg';

class Users {
  #pool = new Pool();
  list() {
    return this.#pool.query('select 1');
  }
}

const app = express();
app.get('/', async (req, res) => {
  res.json(await new Users().list());
});
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  const pool = new Pool();

  class Users {
    #pool = pool;
    list() {
      return this.#pool.query('select 1');
    }
  }

  const app = express();
  app.get('/', async (req, res) => {
    res.json(await new Users().list());
  });
  "
`);
  });

  it('replaces the construction in a constructor', () => {
    expect(applied('hoistToModule', `
import express from 'express';
import { Pool } from 'pg';

class Users {
  private readonly pool: Pool;

  constructor() {
    this.pool = new Pool();
  }

  list() {
    return this.pool.query('select 1');
  }
}

const app = express();
app.get('/', async (req, res) => {
  res.json(await new Users().list());
});
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  const pool = new Pool();

  class Users {
    private readonly pool: Pool;

    constructor() {
      this.pool = pool;
    }

    list() {
      return this.pool.query('select 1');
    }
  }

  const app = express();
  app.get('/', async (req, res) => {
    res.json(await new Users().list());
  });
  "
`);
  });

  it('goes above the overloads of a function', () => {
    expect(applied('hoistToModule', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

/** Lists. */
export function list(req: Request, res: Response): Promise<void>;
export function list(req: Request, res: Response, twice: boolean): Promise<void>;
export async function list(req: Request, res: Response): Promise<void> {
  const pool = new Pool();
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  const pool = new Pool();

  /** Lists. */
  export function list(req: Request, res: Response): Promise<void>;
  export function list(req: Request, res: Response, twice: boolean): Promise<void>;
  export async function list(req: Request, res: Response): Promise<void> {
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('goes above the decorators of a class', () => {
    expect(applied('hoistToModule', `
import { Controller, Get } from '@nestjs/common';
import { Pool } from 'pg';

// The users.
@Controller('users')
export class UserController {
  @Get()
  async list() {
    const pool = new Pool();
    const { rows } = await pool.query('select 1');
    return rows;
  }
}
`.slice(1), 'controller.ts')).toMatchInlineSnapshot(`
  "import { Controller, Get } from '@nestjs/common';
  import { Pool } from 'pg';

  const pool = new Pool();

  // The users.
  @Controller('users')
  export class UserController {
    @Get()
    async list() {
      const { rows } = await pool.query('select 1');
      return rows;
    }
  }
  "
`);
  });

  it('goes above an object of handlers', () => {
    expect(applied('hoistToModule', `
const { Pool } = require('pg');
module.exports = {
  async list(req, res) {
    const pool = new Pool();
    res.json(await pool.query('select 1'));
  },
};
`.slice(1), 'handlers.cjs')).toMatchInlineSnapshot(`
  "const { Pool } = require('pg');

  const pool = new Pool();

  module.exports = {
    async list(req, res) {
      res.json(await pool.query('select 1'));
    },
  };
  "
`);
  });

  it('goes below what it needs when that is declared later', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export default async function list(req, res) {
  const pool = new Pool(config());
  res.json(await pool.query('select 1'));
}

function config() {
  return { max: MAX };
}

const MAX = 3; // connections

console.log(MAX);
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  export default async function list(req, res) {
    res.json(await pool.query('select 1'));
  }

  function config() {
    return { max: MAX };
  }

  const MAX = 3; // connections
  const pool = new Pool(config());

  console.log(MAX);
  "
`);
  });

  it('goes below the class whose members it reads', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export class Users {
  static config = { max: 3 };
  async list(req, res) {
    const pool = new Pool(Users.config);
    res.json(await pool.query('select 1'));
  }
}
export async function handle(req, res) {
  await new Users().list(req, res);
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  export class Users {
    static config = { max: 3 };
    async list(req, res) {
      res.json(await pool.query('select 1'));
    }
  }

  const pool = new Pool(Users.config);

  export async function handle(req, res) {
    await new Users().list(req, res);
  }
  "
`);
  });

  it('goes below what loads the environment', () => {
    expect(applied('hoistToModule', `
const { Pool } = require('pg');
const dotenv = require('dotenv');
exports.list = async (req, res) => {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  res.json(await pool.query('select 1'));
};
dotenv.config();
`.slice(1), 'service.cjs')).toMatchInlineSnapshot(`
  "const { Pool } = require('pg');
  const dotenv = require('dotenv');
  exports.list = async (req, res) => {
    res.json(await pool.query('select 1'));
  };
  dotenv.config();

  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  "
`);
  });

  it('takes its listeners with it', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export async function list(req, res) {
  const pool = new Pool();
  // Idle clients can fail.
  pool.on('error', (error) => console.error(error));

  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool();
  // Idle clients can fail.
  pool.on('error', (error) => console.error(error));

  export async function list(req, res) {
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('shares the result of a factory', () => {
    expect(applied('hoistToModule', `
import express from 'express';
import { Pool } from 'pg';

const createPool = () => new Pool({ max: 3 });

const app = express();
app.get('/', async (req, res) => {
  res.json(await createPool().query('select 1'));
});
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  const pool = new Pool({ max: 3 });

  const createPool = () => pool;

  const app = express();
  app.get('/', async (req, res) => {
    res.json(await createPool().query('select 1'));
  });
  "
`);
  });

  it('leaves the comment about the file where it is', () => {
    expect(applied('hoistToModule', `
// @ts-nocheck
exports.list = async (req, res) => {
  const { Pool } = require('pg');
  // eslint-disable-next-line no-undef
  const pool = new Pool();
  res.json(await pool.query('select 1'));
};
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "// @ts-nocheck

  const { Pool } = require('pg');
  // eslint-disable-next-line no-undef
  const pool = new Pool();

  exports.list = async (req, res) => {
    res.json(await pool.query('select 1'));
  };
  "
`);
  });

  it('leaves template literals as they are', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export const handlers = {
  async list(req, res) {
    const pool = new Pool({
      options: \`
        -c search_path=x
      \`,
    });
    res.json(await pool.query('select 1'));
  },
};
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool({
    options: \`
          -c search_path=x
        \`,
  });

  export const handlers = {
    async list(req, res) {
      res.json(await pool.query('select 1'));
    },
  };
  "
`);
  });

  it('works in a nested function', () => {
    expect(applied('hoistToModule', `
import express from 'express';
import { Pool } from 'pg';

export function register(app) {
  app.get('/', async (req, res) => {
    const load = async () => {
      const pool = new Pool();
      return pool.query('select 1');
    };
    res.json(await load());
  });
}
register(express());
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import express from 'express';
  import { Pool } from 'pg';

  const pool = new Pool();

  export function register(app) {
    app.get('/', async (req, res) => {
      const load = async () => {
        return pool.query('select 1');
      };
      res.json(await load());
    });
  }
  register(express());
  "
`);
  });

  it('puts a statement apart from others on its line', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';

export const list = async (req, res) => { const pool = new Pool(); /* ask */ res.json(await pool.query('select 1')); };
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';

  const pool = new Pool();

  export const list = async (req, res) => { /* ask */ res.json(await pool.query('select 1')); };
  "
`);
  });

  it('takes what is made of the client with it', () => {
    expect(applied('hoistToModule', `
import type { Request, Response } from 'express';
import { Pool } from 'pg';

function capture<T>(client: T): T {
  return client;
}

export async function list(req: Request, res: Response) {
  const pool = capture(new Pool({ max: 3 }));
  res.json(await pool.query('select 1'));
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { Pool } from 'pg';

  function capture<T>(client: T): T {
    return client;
  }

  const pool = capture(new Pool({ max: 3 }));

  export async function list(req: Request, res: Response) {
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('goes on awaiting what is no promise', () => {
    expect(applied('hoistToModule', `
import { Pool } from 'pg';
import { createPool } from 'mysql2';

export async function list(req, res) {
  const db = await createPool({ host: 'mysql' });
  res.json(await db.promise().query('select 1'));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { Pool } from 'pg';
  import { createPool } from 'mysql2';

  const pool = createPool({ host: 'mysql' });

  export async function list(req, res) {
    const db = await pool;
    res.json(await db.promise().query('select 1'));
  }
  "
`);
  });
});
