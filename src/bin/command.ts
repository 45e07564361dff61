import { UserError } from '../command/user-error.js';
import { readWords } from '../command/read-words.js';

export interface ExplainCommand {
  readonly kind: 'explain';
  readonly file: string;
  /** Without one: every construction of the file, with `passes`. */
  readonly line?: number;
  readonly column?: number;
  readonly isJson: boolean;
  /** Print what each pass of the engine found. */
  readonly hasPasses: boolean;
  readonly settings?: string;
  readonly root?: string;
}

export type Command = ExplainCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

const options = {
  json: { type: 'boolean' },
  passes: { type: 'boolean' },
  settings: { type: 'string' },
  root: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Reads the words of a command line. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = readWords(words, options, 'client-lifetime --help');
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [name, place, ...others] = positionals;
  if (name === undefined) throw new UserError('give a command: client-lifetime explain <file>:<line>. See client-lifetime --help.');
  if (name !== 'explain') {
    const known = 'Known commands: check, explain, init, snapshot, diagnose, watch, probe';
    throw new UserError(`there is no command "${name}". ${known}. See client-lifetime --help.`);
  }
  if (place === undefined || others.length > 0) throw new UserError('give one place: client-lifetime explain <file>:<line>.');
  const found = /^(.+?):(\d+)(?::(\d+))?$/.exec(place);
  const hasPasses = values.passes ?? false;
  if (!found && !hasPasses) throw new UserError(`"${place}" names no line. Write <file>:<line>, as in ${place}:12.`);
  const [, file = place, line, column] = found ?? [];
  return {
    kind: 'explain',
    file,
    hasPasses,
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
    isJson: values.json ?? false,
    ...(values.settings !== undefined && { settings: values.settings }),
    ...(values.root !== undefined && { root: values.root }),
  };
}
