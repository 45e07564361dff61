import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** A router that a file is given is told by its name and by the path that it is given, which may be put together. */

const scan = `const { ImageAnnotatorClient } = require('@google-cloud/vision');
exports.scan = (image) => new ImageAnnotatorClient().labelDetection(image.body.uri);
`;

async function reported(routes: string): Promise<string[]> {
  const project = createProject({ rule: '*', files: {
    'package.json': '{ "main": "server.js", "dependencies": { "express": "^4.0.0", "@google-cloud/vision": "^4.0.0" } }',
    'scan.js': scan,
    'paths.js': "exports.base = '/v1';",
    'routes.js': routes,
    'server.js': "require('./routes')(require('company-server')());",
  } });
  return (await project.lint('scan.js', scan)).map(({ message }) => message);
}

const start = "const { scan } = require('./scan');\nconst { base } = require('./paths');\n"
  + "module.exports = (app) => {\n  const v1 = '/v1/';\n";

describe('a path that is put together', () => {
  it.each(["v1 + 'scans'", '`${v1}scans`', "base + '/scans'", "process.env.BASE + '/scans'", '`${process.env.BASE}/scans`', 'base'])(
    'is one of a server: %s', async (path) => {
      const found = await reported(`${start}  app.post(${path}, scan);\n};`);
      expect(found).toEqual([expect.stringContaining('for every request (post(…) (Express))')]);
    },
  );

  it.each(["'https://example.com' + '/scans'", '`https://${base}/scans`', "'scans' + 'done'"])(
    'is none: %s', async (path) => {
      expect(await reported(`${start}  app.post(${path}, scan);\n};`)).toEqual([]);
    },
  );
});
