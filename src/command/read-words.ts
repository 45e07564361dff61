import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { UserError } from './user-error.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Words<Own extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: Own }>>;

/** What was typed behind the name of a command. `help`: how to ask for its help. */
export function readWords<const Own extends Options>(words: readonly string[], options: Own, help: string): Words<Own> {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0]}. See ${help}.`, { cause: error });
  }
}
