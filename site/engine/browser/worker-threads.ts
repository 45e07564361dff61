/* `node:worker_threads`, as far as linting asks: there is no command line whose threads it would tell something. */

export const isMainThread = true;

export function setEnvironmentData(): void {}

export function getEnvironmentData(): undefined {}
