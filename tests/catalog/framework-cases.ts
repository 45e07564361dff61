import { agentCases } from './framework-cases/agents.js';
import { authCases } from './framework-cases/auth.js';
import { botCases } from './framework-cases/bots.js';
import type { FrameworkCase } from './framework-cases/build.js';
import { furtherCases } from './framework-cases/further.js';
import { fullStackCases } from './framework-cases/full-stack.js';
import { httpCases } from './framework-cases/http.js';
import { jobCases } from './framework-cases/jobs.js';
import { lowCodeCases } from './framework-cases/low-code.js';
import { messagingCases } from './framework-cases/messaging.js';
import { platformCases } from './framework-cases/platforms.js';
import { serverlessCases } from './framework-cases/serverless.js';

export type { FrameworkCase } from './framework-cases/build.js';

/** A leak and its correct twin for each form in which each framework takes handlers. */
export const frameworkCases: readonly FrameworkCase[] = [
  ...httpCases,
  ...serverlessCases,
  ...fullStackCases,
  ...messagingCases,
  ...botCases,
  ...agentCases,
  ...jobCases,
  ...authCases,
  ...lowCodeCases,
  ...platformCases,
  ...furtherCases,
];
