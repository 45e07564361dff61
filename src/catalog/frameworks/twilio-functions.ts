import type { FrameworkModel } from '../types.js';

/** Functions of Twilio Serverless: the order of the parameters tells them from those of other platforms. */
export const twilioFunctions: FrameworkModel = {
  name: 'twilio-functions',
  title: 'Twilio Functions',
  packages: [],
  runtime: 'lambda',
  entries: [
    { kind: 'export', files: ['**/*'], exports: ['handler'], parameters: [['context'], ['event'], ['callback']], runs: 'invocation' },
  ],
  docs: 'https://www.twilio.com/docs/serverless/functions-assets/functions/invocation',
};
