import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/*
 * A folder in which this package is installed as its users have it, the build under its name, and in which the real command lines run.
 */

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What is run, by the file that starts it. Not through npx and .bin, which need a shell on Windows. */
const programs = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  'lint-staged': 'node_modules/lint-staged/bin/lint-staged.js',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  nx: 'node_modules/nx/dist/bin/nx.js',
  turbo: 'node_modules/turbo/bin/turbo',
} as const;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const roots: string[] = [];

afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
});

export class Workspace {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-gate-')));

  constructor(files: Readonly<Record<string, string>>, installed: readonly string[] = ['eslint', '@typescript-eslint']) {
    roots.push(this.root);
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    for (const name of ['eslint-plugin-client-lifetime', ...installed]) {
      const target = name === 'eslint-plugin-client-lifetime' ? repository : path.join(repository, 'node_modules', name);
      const link = path.join(this.root, 'node_modules', name);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(target, link, 'junction');
    }
  }

  /** Copies a folder of the repository into this one, and links its packages as npm does. */
  copy(folder: string, packages: Readonly<Record<string, string>> = {}): void {
    cpSync(path.join(repository, folder), this.root, { recursive: true });
    for (const [name, target] of Object.entries(packages)) {
      const link = path.join(this.root, 'node_modules', name);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(path.join(this.root, target), link, 'junction');
    }
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    writeFileSync(path.join(this.root, name), text);
  }

  read(name: string): string {
    return readFileSync(path.join(this.root, name), 'utf8');
  }

  run(program: keyof typeof programs, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    return this.spawn(process.execPath, [path.join(repository, programs[program]), ...args], env);
  }

  git(...args: string[]): string {
    const settings = ['user.name=Test', 'user.email=test@example.com', 'commit.gpgsign=false', 'core.autocrlf=false'];
    const { code, stdout, stderr } = this.spawn('git', [...settings.flatMap((setting) => ['-c', setting]), ...args]);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** A script of the docs. Their `npx` would only look for what is found here without it. */
  sh(script: string): Run {
    return this.spawn('sh', ['-c', script.replaceAll('npx eslint', `node ${programs.eslint}`)]);
  }

  private spawn(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const plain = { NO_COLOR: '1', FORCE_COLOR: undefined };
    const { status, stdout, stderr, error } = spawnSync(file, args, {
      cwd: this.root, encoding: 'utf8', env: { ...process.env, ...plain, ...env },
    });
    if (error) throw error;
    return { code: status, stdout, stderr };
  }
}

/** A code block of a page of the docs by the file name in its first line, which is a comment, and without that line. */
export function documented(name: string, page = 'ci'): string {
  const markdown = readFileSync(path.join(repository, `docs/${page}.md`), 'utf8');
  for (const [, first = '', text = ''] of markdown.matchAll(/^```\w+\n(?:\/\/|#) (\S+)\n([\s\S]*?)^```$/gm)) {
    if (first === name) return text;
  }
  throw new Error(`docs/${page}.md shows no ${name}.`);
}

/** The leak that is looked for: constructed in one file, and reached by a request in the other. */
export const leak = {
  'package.json': '{ "type": "module", "dependencies": { "express": "5", "@google-cloud/recaptcha-enterprise": "6" } }\n',
  'eslint.config.js': `import clientLifetime from 'eslint-plugin-client-lifetime';

export default [clientLifetime.configs.recommended];
`,
  'captcha.js': `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

export async function verify(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  return client.createAssessment({ assessment: { event: { token } } });
}
`,
  'server.js': `import express from 'express';
import { verify } from './captcha.js';

express().post('/verify', async (req, res) => res.json(await verify(req.body.token)));
`,
} as const;

/** The same file, whose route asks nothing: it is asked once, at start-up. */
export const withoutRoute
  = `${leak['server.js'].replace('await verify(req.body.token)', 'score')}\nconst score = await verify('warm-up');\n`;
