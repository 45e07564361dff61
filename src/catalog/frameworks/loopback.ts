import type { FrameworkModel } from '../types.js';

export const loopback: FrameworkModel = {
  name: 'loopback',
  title: 'LoopBack',
  packages: ['@loopback/rest', '@loopback/openapi-v3', '@loopback/core', '@loopback/context', '@loopback/authentication'],
  runtime: 'node-server',
  entries: [
    { kind: 'decorator', method: ['get', 'post', 'put', 'patch', 'del', 'operation'], runs: 'request' },
    { kind: 'classMethod', implements: ['SequenceHandler'], methods: ['handle'], runs: 'request' },
    { kind: 'classMethod', extends: ['MiddlewareSequence', 'DefaultSequence'], methods: ['handle'], runs: 'request' },
    { kind: 'classMethod', implements: ['AuthenticationStrategy'], methods: ['authenticate'], runs: 'request' },
    { kind: 'typedParameter', types: ['RequestContext', 'MiddlewareContext'], runs: 'request' },
    { kind: 'typedFunction', types: ['Interceptor', 'Middleware', 'GenericInterceptor'], runs: 'request' },
  ],
  docs: 'https://loopback.io/doc/en/lb4/Controller.html',
};
