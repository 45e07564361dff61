import type { FrameworkModel } from '../types.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'any'] as const;

export const adonisjs: FrameworkModel = {
  name: 'adonisjs',
  title: 'AdonisJS',
  packages: [
    '@adonisjs/core', '@adonisjs/core/http', '@adonisjs/core/types/http', '@adonisjs/core/services/router', '@adonisjs/framework',
    '@ioc:Adonis/Core/HttpContext', '@ioc:Adonis/Core/Route',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'classMethod',
      files: ['**/app/controllers/**/*.{ts,js}', '**/app/Controllers/**/*.{ts,js}'],
      methods: ['*'],
      runs: 'request',
    },
    {
      kind: 'classMethod',
      files: ['**/app/middleware/**/*.{ts,js}', '**/app/Middleware/**/*.{ts,js}'],
      methods: ['handle', 'terminate'],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: verbs,
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['HttpContext', 'HttpContextContract'], runs: 'request' },
  ],
  once: [{ kind: 'call', methods: ['group'], handlers: [{ argument: 0 }] }],
  docs: 'https://docs.adonisjs.com/guides/basics/controllers',
};
