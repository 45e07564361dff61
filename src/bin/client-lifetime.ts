#!/usr/bin/env node
import module from 'node:module';
import { parseCommand } from './command.js';
import { UserError } from '../command/user-error.js';
import { help } from './help.js';
import { hasColors } from '../command/terminal.js';
import { readVersion } from '../command/version.js';

/*
 * `client-lifetime explain <file:line>`: why a construction is reported, or why not.
 * Exit codes: 0 explained, 1 there is no construction at that place, 2 it could not be looked at.
 */

/** Commands that are loaded when they are called. Each says by itself what it does and gives back. */
const laterCommands: Readonly<Record<string, () => Promise<LaterCommand>>> = {
  check: () => import('../check/command/check-command.js'),
  diagnose: () => import('./diagnose-command.js'),
  init: () => import('../init/init-command.js'),
  probe: () => import('./probe-command.js'),
  snapshot: () => import('./snapshot-command.js'),
  watch: () => import('./watch-command.js'),
};

interface LaterCommand {
  /** `words`: those after the name of the command. The result is the exit code. */
  readonly run: (words: readonly string[]) => number | Promise<number>;
}

// From 22.1 Node.js keeps what it compiled, for the next start. `NODE_DISABLE_COMPILE_CACHE=1` turns that off.
(module as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<number> {
  try {
    const [name = '', ...rest] = words;
    if (Object.hasOwn(laterCommands, name)) return await (await laterCommands[name]!()).run(rest);
    const command = parseCommand(words);
    switch (command.kind) {
      case 'help':
        process.stdout.write(help);
        return 0;
      case 'version':
        process.stdout.write(`${readVersion()}\n`);
        return 0;
      case 'explain': {
        const [{ withEdits }, { explainPlace, settingsOf }, { renderReport }] = await Promise.all([
          import('./edits-at.js'), import('./explain-place.js'), import('./render-report.js'),
        ]);
        const report = withEdits(explainPlace(command), command.file, settingsOf(command));
        process.stdout.write(command.isJson ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, hasColors()));
        return report.constructions.length > 0 ? 0 : 1;
      }
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`client-lifetime: ${error.message}\n`);
    return 2;
  }
}
