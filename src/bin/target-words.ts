import { UserError } from '../command/user-error.js';
import type { Target } from '../runtime/inspector/attach.js';
import { readEndpoint } from '../runtime/inspector/endpoint.js';

/** The words by which a command is told which process is meant. */
export interface TargetWords {
  readonly pid?: string | undefined;
  readonly 'allow-remote'?: boolean | undefined;
}

/** `<port>` or `--pid <pid>`, one of them. */
export function readTarget(positionals: readonly string[], values: TargetWords): Target {
  const [place, ...others] = positionals;
  if ((place === undefined) === (values.pid === undefined) || others.length > 0) {
    throw new UserError('name one process: the port of its inspector, or --pid <pid>.');
  }
  if (place !== undefined) return { kind: 'endpoint', endpoint: readEndpoint(place, { allowRemote: values['allow-remote'] ?? false }) };
  if (!/^[1-9]\d*$/.test(values.pid!)) throw new UserError(`"${values.pid}" is no process id.`);
  return { kind: 'process', pid: Number(values.pid) };
}
