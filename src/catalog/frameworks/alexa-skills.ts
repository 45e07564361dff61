import type { FrameworkModel } from '../types.js';

/** `SkillBuilders.custom()`, and what its methods give, which is itself. */
const builders = ['SkillBuilders.custom().**', 'SkillBuilders.standard().**'] as const;
const builderTypes = ['CustomSkillBuilder', 'StandardSkillBuilder', 'BaseSkillBuilder'] as const;

/** Skills of Alexa: objects that say which requests they handle are given to a builder, and one of them is asked for each invocation. */
export const alexaSkills: FrameworkModel = {
  name: 'alexa-skills',
  title: 'Alexa skill',
  packages: ['ask-sdk-core', 'ask-sdk'],
  runtime: 'lambda',
  entries: [
    {
      kind: 'call',
      receivers: builders,
      receiverTypes: builderTypes,
      methods: ['addRequestHandlers', 'addErrorHandlers'],
      handlers: ['canHandle', 'handle'].map((path) => ({ argument: { from: 0 }, path })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      receivers: builders,
      receiverTypes: builderTypes,
      methods: ['addRequestInterceptors', 'addResponseInterceptors'],
      handlers: [{ argument: { from: 0 } }, { argument: { from: 0 }, path: 'process' }],
      runs: 'invocation',
    },
    {
      kind: 'call',
      receivers: builders,
      receiverTypes: builderTypes,
      methods: ['addRequestHandler', 'addErrorHandler'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'invocation',
    },
    {
      kind: 'typedObject',
      types: ['RequestHandler', 'ErrorHandler', 'RequestInterceptor', 'ResponseInterceptor'],
      members: ['canHandle', 'handle', 'process'],
      runs: 'invocation',
    },
    {
      kind: 'classMethod',
      implements: ['RequestHandler', 'ErrorHandler', 'RequestInterceptor', 'ResponseInterceptor'],
      methods: ['canHandle', 'handle', 'process'],
      runs: 'invocation',
    },
    { kind: 'typedParameter', types: ['HandlerInput'], runs: 'invocation' },
  ],
  docs: 'https://developer.amazon.com/docs/alexa/alexa-skills-kit-sdk-for-nodejs/develop-your-first-skill.html',
};
