import type { FrameworkCase } from './framework-cases/build.js';
import { fullStackCases } from './framework-cases/full-stack.js';
import { httpCases } from './framework-cases/http.js';
import { messagingCases } from './framework-cases/messaging.js';
import { serverlessCases } from './framework-cases/serverless.js';

export type { FrameworkCase } from './framework-cases/build.js';

/** A leak and its correct twin for each form in which each framework takes handlers. */
export const frameworkCases: readonly FrameworkCase[] = [...httpCases, ...serverlessCases, ...fullStackCases, ...messagingCases];
