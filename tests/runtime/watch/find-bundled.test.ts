import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';
import { builtinCatalog } from '../../../src/catalog/builtin.js';
import { indexCatalog } from '../../../src/catalog/merge.js';
import type { ProtocolSession } from '../../../src/runtime/inspector/protocol-session.js';
import { findBundled } from '../../../src/runtime/watch/find-bundled.js';
import { SourcePositions } from '../../../src/runtime/watch/source-positions.js';

it('leaves turns to others while it looks into a bundle, so that the watched process hears from us', async () => {
  mkdirSync('tests/runtime/.out', { recursive: true });
  const folder = path.resolve(mkdtempSync('tests/runtime/.out/bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'service.js'), "import { Pool } from 'undici';\nexport const pool = new Pool('http://localhost:1');\n");
  const outfile = path.join(folder, 'bundle.cjs');
  const { metafile } = await build({
    entryPoints: [path.join(folder, 'service.js')], outfile, bundle: true, minify: true, sourcemap: true, platform: 'node', format: 'cjs',
    metafile: true, logLevel: 'silent',
  });
  const script = { scriptId: '1', url: pathToFileURL(outfile).href, sourceMapURL: 'bundle.cjs.map' };
  const positions = new SourcePositions();
  positions.add(script);
  // The far side of the protocol: the text of the script is all that is asked for.
  const session = { call: () => Promise.resolve({ scriptSource: readFileSync(outfile, 'utf8') }) } as unknown as ProtocolSession;
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const found = await findBundled(session, indexCatalog(builtinCatalog), [script], positions);
  isDone = true;
  expect(found.map((each) => each.export)).toEqual(expect.arrayContaining(['Pool', 'Agent', 'Client']));
  expect(turns).toBeGreaterThanOrEqual(Object.keys(metafile.inputs).length / 2);
});
