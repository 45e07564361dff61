import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import { CatalogReexports } from '../../src/project/catalog-reexports.js';

/** What stands in other files. None of the linted texts names a catalogued package. */
const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "imports": { "#sdk": "./sdk/named.js" }'
    + ', "workspaces": ["packages/*"], "dependencies": { "lodash": "4" } }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "~sdk/*": ["./sdk/*"] } } }',
  'sdk/named.js': 'export { ImageAnnotatorClient } from "@google-cloud/vision";',
  'sdk/renamed.js': 'export { ImageAnnotatorClient as Vision, ImageAnnotatorClient as default } from "@google-cloud/vision";',
  'sdk/star.js': 'export * from "@google-cloud/vision";',
  'sdk/namespace.js': 'export * as vision from "@google-cloud/vision";',
  'sdk/barrel.js': 'export * from "./star.js";\nexport * from "./plain.js";',
  'sdk/imported.js': [
    'import { createClient, ImageAnnotatorClient } from "@google-cloud/vision";',
    'export { createClient, ImageAnnotatorClient as Vision };',
  ].join('\n'),
  'sdk/default.js': 'import vision from "@google-cloud/vision";\nexport default vision;',
  'sdk/alias.js': [
    'import { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export const Vision = ImageAnnotatorClient;',
    'export const Other = 1;',
  ].join('\n'),
  'sdk/member.js': 'import * as vision from "@google-cloud/vision";\nexport const Vision = vision.v1.ImageAnnotatorClient;',
  'sdk/object.js': 'import { ImageAnnotatorClient } from "@google-cloud/vision";\nexport const clients = { Vision: ImageAnnotatorClient };',
  'sdk/subclass.ts': [
    'import { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export class Vision<T> extends ImageAnnotatorClient {}',
    'export abstract class Far extends Vision<string> {}',
  ].join('\n'),
  'sdk/default-subclass.ts': [
    'import { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export default class extends ImageAnnotatorClient {}',
  ].join('\n'),
  'sdk/subclass-elsewhere.ts': 'import { Vision } from "./subclass.js";\nexport class Nearest extends Vision<number> {}',
  'sdk/list.cjs': 'const { ImageAnnotatorClient } = require("@google-cloud/vision");\nmodule.exports = { ImageAnnotatorClient, Other: 1 };',
  'sdk/exports.cjs': 'const vision = require("@google-cloud/vision");\nexports.Vision = vision.ImageAnnotatorClient;',
  'sdk/require.cjs': 'module.exports = require("@google-cloud/vision");',
  'sdk/require-member.cjs': 'exports.Vision = require("@google-cloud/vision").ImageAnnotatorClient;',
  'sdk/spread.cjs': 'module.exports = { ...require("@google-cloud/vision"), other: 1 };',
  'sdk/class.cjs': [
    'const { ImageAnnotatorClient } = require("@google-cloud/vision");',
    'module.exports = class extends ImageAnnotatorClient {};',
  ].join('\n'),
  'sdk/circle-a.js': 'export * from "./circle-b.js";\nexport * from "./star.js";',
  'sdk/circle-b.js': 'export * from "./circle-a.js";',
  'sdk/plain.js': [
    'import { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export class Plain { client = new ImageAnnotatorClient(); }',
    'export const plain = () => new ImageAnnotatorClient();',
  ].join('\n'),
  'sdk/typed.ts': [
    'import type { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export interface Holder { client: ImageAnnotatorClient }',
    'export const hold = (client: ImageAnnotatorClient) => ({ client });',
  ].join('\n'),
  'sdk/instance.js': [
    'import { ImageAnnotatorClient } from "@google-cloud/vision";',
    'export const client = new ImageAnnotatorClient();',
    'export default client;',
  ].join('\n'),
  'packages/own/package.json': '{ "name": "@acme/own", "main": "dist/index.js" }',
  'packages/own/src/index.ts': 'export { ImageAnnotatorClient } from "@google-cloud/vision";',
};

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-')));
for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}
afterAll(() => rmSync(root, { recursive: true, force: true }));

const reexports = new CatalogReexports({ index: indexCatalog(builtinCatalog), root });
const isUsedIn = (text: string): boolean => reexports.isUsedIn(path.join(root, 'src/handler.ts'), text);

describe('files that hand on a client', () => {
  it.each([
    'import { ImageAnnotatorClient } from "../sdk/named.js"; new ImageAnnotatorClient();',
    'import { ImageAnnotatorClient as Client } from "../sdk/named"; new Client;',
    'import * as sdk from "../sdk/named.js"; new sdk.ImageAnnotatorClient();',
    'const { ImageAnnotatorClient } = await import("../sdk/named.js"); new ImageAnnotatorClient();',
    'const { ImageAnnotatorClient: Client } = require("../sdk/named.js"); new Client();',
    'const sdk = require("../sdk/named.js"); new sdk.ImageAnnotatorClient();',
    'const Client = require("../sdk/named.js").ImageAnnotatorClient; new Client();',
    'new (require("../sdk/named.js").ImageAnnotatorClient)();',
    'import sdk = require("../sdk/named.js"); new sdk.ImageAnnotatorClient();',
    'import { Vision } from "../sdk/renamed.js"; new Vision();',
    'import Vision from "../sdk/renamed.js"; new Vision();',
    'import { ImageAnnotatorClient } from "../sdk/star.js"; new ImageAnnotatorClient();',
    'import { vision } from "../sdk/namespace.js"; new vision.v1.ImageAnnotatorClient();',
    'import { ImageAnnotatorClient } from "../sdk/barrel.js"; new ImageAnnotatorClient();',
    'import { Vision } from "../sdk/imported.js"; new Vision();',
    'import { createClient } from "../sdk/imported.js"; createClient<string>();',
    'import vision from "../sdk/default.js"; new vision.ImageAnnotatorClient();',
    'import { Vision } from "../sdk/alias.js"; new Vision();',
    'import { Vision } from "../sdk/member.js"; new Vision();',
    'import { clients } from "../sdk/object.js"; new clients.Vision();',
    'import { Vision } from "../sdk/subclass.js"; new Vision<string>();',
    'import { Far } from "../sdk/subclass.js"; class Own extends Far {} new Own();',
    'import Vision from "../sdk/default-subclass.js"; new Vision();',
    'import { Nearest } from "../sdk/subclass-elsewhere.js"; new Nearest();',
    'import { ImageAnnotatorClient } from "../sdk/list.cjs"; new ImageAnnotatorClient();',
    'import { Vision } from "../sdk/exports.cjs"; new Vision();',
    'import all from "../sdk/exports.cjs"; new all.Vision();',
    'import all from "../sdk/require.cjs"; new all.ImageAnnotatorClient();',
    'import { Vision } from "../sdk/require-member.cjs"; new Vision();',
    'import { ImageAnnotatorClient } from "../sdk/spread.cjs"; new ImageAnnotatorClient();',
    'const Vision = require("../sdk/class.cjs"); new Vision();',
    'import { ImageAnnotatorClient } from "../sdk/circle-b.js"; new ImageAnnotatorClient();',
    'import { ImageAnnotatorClient } from "../sdk/circle-a.js"; new ImageAnnotatorClient();',
    'import { ImageAnnotatorClient } from "#sdk"; new ImageAnnotatorClient();',
    'import { ImageAnnotatorClient } from "~sdk/named"; new ImageAnnotatorClient();',
    'import { ImageAnnotatorClient } from "@acme/own"; new ImageAnnotatorClient();',
  ])('are seen in %s', (text) => {
    expect(isUsedIn(text)).toBe(true);
  });

  it.each([
    ['where nothing is constructed', 'import { ImageAnnotatorClient } from "../sdk/named.js"; export { ImageAnnotatorClient };'],
    ['where only the type is used', 'import { ImageAnnotatorClient } from "../sdk/named.js"; let c: ImageAnnotatorClient;'],
    ['where the import is one of types', 'import type { ImageAnnotatorClient } from "../sdk/named.js"; new ImageAnnotatorClient();'],
    ['where another name is constructed', 'import { Vision } from "../sdk/renamed.js"; new VisionX(); new x.Vision();'],
    ['where another export is called', 'import { Other } from "../sdk/alias.js"; Other();'],
    ['where the file constructs the client itself', 'import { Plain, plain } from "../sdk/plain.js"; new Plain(); plain();'],
    ['where the file only speaks of types', 'import { hold } from "../sdk/typed.js"; hold(1);'],
    ['where the file hands on what exists', 'import client, { client as same } from "../sdk/instance.js"; client(); same();'],
    ['where the file does not exist', 'import { ImageAnnotatorClient } from "../sdk/missing.js"; new ImageAnnotatorClient();'],
    ['where a package is meant', 'import { chunk } from "lodash"; chunk([]); new Date();'],
    ['where nothing is imported', 'new ImageAnnotatorClient();'],
    ['where there is nothing', ''],
  ])('are not %s', (_title, text) => {
    expect(isUsedIn(text)).toBe(false);
  });

  it('are not looked for under names that are no paths', () => {
    expect(reexports.isUsedIn('<input>', 'import { ImageAnnotatorClient } from "./sdk/named.js"; new ImageAnnotatorClient();')).toBe(false);
  });
});
