import type { PackagePattern } from '../types.js';

/** What a request brings along, and who looks at it before a handler does. */

/** Members of a request that hold what the client of a server has filled in, and left out. */
export const sentMembers: ReadonlySet<string> = new Set(['body', 'query']);

/** Packages that check it, perhaps far from the handler. */
export const validatorPackages: readonly PackagePattern[] = [
  'express-validator', 'express-openapi-validator', 'express-validation', 'express-joi-validation', 'express-json-validator-middleware',
  'celebrate', 'joi', '@hapi/joi', 'zod', 'yup', 'ajv', 'superstruct', 'valibot', '@sinclair/typebox', 'class-validator', 'jsonschema',
  'validator', 'io-ts', 'runtypes', 'fastest-validator', 'validatorjs', 'swagger-tools', 'oas-tools', 'openapi-backend', 'tsoa',
  '@tsoa/*', 'koa-joi-router', 'koa-validate', 'koa-parameter', 'indicative', 'vine', '@vinejs/vine', 'arktype', '@typeschema/*', 'envalid',
];
