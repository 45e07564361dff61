import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySampleService, linkPackages, repository } from '../support/sample-service.js';
import { walk, type Walk } from './docs-walk.js';

/*
 * What README and docs/adopting.md tell a new user to do, done as they say: the package as it would be published, the real ESLint, and a
 * sample service, in an empty folder. What the commands print is compared with what the pages show; `npm run pictures` writes it anew.
 */

const own = 'eslint-plugin-client-lifetime';
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly version: string; readonly dependencies: Record<string, string>; readonly bin: Record<string, string>;
};
const folders: string[] = [];
let unpacked: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'client-lifetime-pack-'));
  folders.push(folder);
  command('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], repository);
  command('tar', ['-xzf', `${own}-${manifest.version}.tgz`], folder);
  unpacked = join(folder, 'package');
}, 120_000);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function command(name: string, words: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(name, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${words.join(' ')} ended with ${status}: ${stderr}`);
}

/** Puts the packages where npm would, from the tarball and from this repository's installation, with their commands. */
function installInto(root: string): (packages: readonly string[]) => void {
  return (packages) => {
    for (const name of packages) {
      if (name === own) {
        linkPackages(root, Object.fromEntries(Object.keys(manifest.dependencies).map((dependency) => [dependency, undefined])));
        // A link would look for its dependencies beside the tarball's folder.
        command('cp', ['-R', unpacked, join(root, 'node_modules', own)], root);
      } else {
        linkPackages(root, { [name]: undefined });
      }
      const { bin = {} } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as typeof manifest;
      mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
      for (const [word, file] of Object.entries(bin)) {
        // As npm does; what is linked has it already.
        if (name === own) chmodSync(join(root, 'node_modules', name, file), 0o755);
        symlinkSync(join('..', name, file), join(root, 'node_modules/.bin', word));
      }
    }
  };
}

function walkThrough(page: string): Walk & { readonly root: string } {
  const root = copySampleService();
  folders.push(root);
  return { root, ...walk(page, root, installInto(root)) };
}

describe.skipIf(process.platform === 'win32')('a new user', () => {
  it('gets what the README shows', async () => {
    const text = readFileSync(join(repository, 'README.md'), 'utf8');
    // Above are the commands of this repository.
    const start = text.indexOf('## Use it');
    const { commands, page, root } = walkThrough(text.slice(start));
    await expect(text.slice(0, start) + page).toMatchFileSnapshot(join(repository, 'README.md'));
    expect(commands).toStrictEqual([
      [`npm install --save-dev eslint ${own}`, 0],
      ['npx eslint .', 1],
      ['npx client-lifetime explain src/captcha.js:6', 0],
    ]);
    // The last configuration that it shows is one with clients and frameworks of one's own.
    const { stdout } = spawnSync('npx', ['eslint', 'src/stock.js'], { cwd: root, encoding: 'utf8' });
    expect(stdout).toContain('`StockClient` is constructed for every request');
  }, 120_000);

  it('gets TypeScript files linted with the configuration for them', () => {
    const [, configuration] = /^```js\n(\/\/ eslint\.config\.js with TypeScript\n[\s\S]*?)^```$/m
      .exec(readFileSync(join(repository, 'README.md'), 'utf8'))!;
    const root = copySampleService();
    folders.push(root);
    installInto(root)(['eslint', own, 'typescript-eslint']);
    writeFileSync(join(root, 'eslint.config.js'), configuration!);
    const typed = readFileSync(join(root, 'src/captcha.js'), 'utf8').replace('(token)', '(token: string): Promise<boolean>');
    writeFileSync(join(root, 'src/captcha.ts'), typed);
    rmSync(join(root, 'src/captcha.js'));
    const { stdout } = spawnSync('npx', ['eslint', '.'], { cwd: root, encoding: 'utf8' });
    expect(stdout).toMatch(/captcha\.ts\n +6:18 +error +`RecaptchaEnterpriseServiceClient` is constructed for every request/);
  }, 120_000);

  it('gets what docs/adopting.md shows', async () => {
    const path = join(repository, 'docs/adopting.md');
    const { commands, page } = walkThrough(readFileSync(path, 'utf8'));
    await expect(page).toMatchFileSnapshot(path);
    expect(commands).toStrictEqual([
      [`npm install --save-dev eslint ${own}`, 0],
      ['npx eslint .', 1],
      ['npx client-lifetime explain src/captcha.js:6', 0],
      ['npx client-lifetime explain src/stock.js:4', 0],
      ['npx eslint src/stock.js', 1],
      ['npx eslint . --fix', 1],
      ['npx eslint . --suppress-all', 0],
      ['npx eslint .', 0],
      ['npx eslint .', 1],
      ['npx eslint . --suppress-all', 0],
      ['npx eslint . --max-warnings 0', 0],
    ]);
  }, 120_000);
});
