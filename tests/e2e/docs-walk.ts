import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wrapWords } from '../tools/wrap-words.js';

/*
 * A reader who does what a page says, in a folder: runs its shell blocks one after the other, writes the files that it shows, and compares.
 * A `text` block below a shell block is what its commands print; a code block that begins with `// path` is a file.
 */

export interface Walk {
  /** Each command with its exit code, in order. */
  readonly commands: (readonly [command: string, status: number])[];
  /** The page with what the commands really printed. */
  readonly page: string;
}

const WIDTH = 138;

/** `install` stands in for `npm install`: it is given the names and makes them available. */
export function walk(page: string, root: string, install: (packages: readonly string[]) => void): Walk {
  const commands: Walk['commands'] = [];
  let printed: string | undefined;
  const walked = page.replace(/^```(\w+)\n([\s\S]*?)^```$/gm, (block, language: string, text: string) => {
    if (language === 'sh') {
      printed = '';
      for (const command of text.split('\n').map((line) => line.replace(/\s+# .*$/, '').trim()).filter(Boolean)) {
        const result = command.startsWith('npm install ') ? installed(command, install) : run(command, root);
        commands.push([command, result.status]);
        printed += result.output;
      }
      return block;
    }
    if (language === 'text' && printed !== undefined) {
      const output = printed;
      printed = undefined;
      return `\`\`\`text\n${shown(output, root)}\n\`\`\``;
    }
    const [, path, isNew, content = ''] = /^\/\/ ([\w./-]+)(, repaired)?\n+([\s\S]*)$/.exec(text) ?? [];
    if (path === undefined) return block;
    const file = join(root, path);
    // What is there is shown as it is; a configuration is what the reader changes.
    if (path.startsWith('src/') && isNew === undefined && existsSync(file)) {
      return `\`\`\`${language}\n// ${path}\n${readFileSync(file, 'utf8')}\`\`\``;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return block;
  });
  return { commands, page: walked };
}

interface Result {
  readonly status: number;
  readonly output: string;
}

function installed(command: string, install: (packages: readonly string[]) => void): Result {
  install(command.split(' ').slice(2).filter((word) => !word.startsWith('-')));
  return { status: 0, output: '' };
}

function run(command: string, root: string): Result {
  const environment = { ...process.env, NO_COLOR: '1', npm_config_offline: 'true', npm_config_loglevel: 'silent' };
  const { stdout, stderr, status } = spawnSync(command, { cwd: root, encoding: 'utf8', shell: true, env: environment });
  if (status === null || status > 2) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return { status, output: stdout + stderr };
}

/** What a command printed, in lines that fit a page. What a line goes on with stands below its text. */
function shown(output: string, root: string): string {
  const lines = output.replaceAll(root, '/home/you/shop').replace(/^\n+|\s+$/g, '').split('\n');
  return lines.flatMap((line) => {
    if (line.length <= WIDTH) return [line.trimEnd()];
    const [indent = ''] = /^\s*(?:\d+:\d+\s+\w+\s+)?/.exec(line)!;
    const [first = '', ...others] = wrapWords(line.slice(indent.length).replace(/\s{3,}/g, '  '), WIDTH - indent.length);
    return [indent + first, ...others.map((other) => ' '.repeat(indent.length) + other)];
  }).join('\n');
}
