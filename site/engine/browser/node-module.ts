import * as zod from 'zod';
import { version } from '../../../package.json';

/*
 * `node:module`, as far as linting asks: names of builtin modules, and the two modules that are required when they are needed.
 */

/** Of Node.js 24. */
const BUILTINS = new Set(('assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain '
  + 'events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder '
  + 'sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib').split(' '));

export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BUILTINS.has(specifier.split('/')[0]!);
}

const modules: Readonly<Record<string, unknown>> = {
  zod,
  'eslint-plugin-client-lifetime/package.json': { name: 'eslint-plugin-client-lifetime', version },
};

export function createRequire(): (specifier: string) => unknown {
  return (specifier) => {
    if (!Object.hasOwn(modules, specifier)) throw new Error(`${specifier} is not part of the playground.`);
    return modules[specifier];
  };
}
