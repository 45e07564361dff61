import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What registers a handler is a parameter, and those who give it stand in other files. */

const manifest = { type: 'module', dependencies: { telegraf: '^4.0.0', pg: '^8.0.0' } };
const handler = `import pg from 'pg';
export async function start(ctx) {
  const client = new pg.Client();
  await client.connect();
  await client.query('insert into users values ($1)', [ctx.from.id]);
}
`;

async function rules(commands: string, main: string): Promise<string[]> {
  const files = { 'package.json': manifest, 'src/start.js': handler, 'src/commands.js': commands, 'src/main.js': main };
  return (await createProject({ rule: '*', files }).lint('src/start.js', handler)).map(({ rule }) => rule);
}

const bot = "import { Telegraf } from 'telegraf';\nimport * as commands from './commands.js';\n"
  + 'const bot = new Telegraf(process.env.TOKEN);\n';

it.each([
  ["export const register = (tg) => tg.command('start', start);", 'commands.register(bot);'],
  ["export function register({ tg }) { tg.command('start', start); }", 'commands.register({ tg: bot });'],
  ['const table = { start };\nexport const register = (tg) => Object.entries(table).forEach(([name, run]) => tg.command(name, run));',
    'commands.register(bot);'],
  ["export class Commands { constructor(tg) { this.tg = tg; } register() { this.tg.command('start', start); } }",
    'new commands.Commands(bot).register();'],
  ["export const register = (tg) => more(tg);\nfunction more(it) { it.command('start', start); }", 'commands.register(bot);'],
  // A method that is chosen at run time.
  ["export const register = (tg, kind) => tg[kind]('start', start);", "commands.register(bot, 'command');"],
  ['export const run = start;', "bot[process.env.KIND]('start', commands.run);"],
])('%s', async (commands, main) => {
  expect(await rules(`import { start } from './start.js';\n${commands}`, bot + main)).toStrictEqual(['no-client-per-request']);
});

it('is not known where some give something else', async () => {
  const commands = "import { start } from './start.js';\nexport const register = (tg) => tg.command('start', start);";
  const main = `${bot}import { Command } from 'commander';\ncommands.register(bot);\ncommands.register(new Command());`;
  expect(await rules(commands, main)).toStrictEqual([]);
});
