import type { RuntimeModel } from './types.js';

/** Presets of Nitro that deploy to isolates. */
const isolatePresets = ['cloudflare', 'cloudflare-*', 'cloudflare_*', 'vercel-edge', 'vercel_edge', 'netlify-edge', 'netlify_edge'];

/** Where code runs, and what that means for a client that is made per request. Frameworks name them. */
export const runtimes: readonly RuntimeModel[] = [
  {
    name: 'node-server',
    title: 'Long-running server',
    docs: 'https://nodejs.org/api/http.html',
  },
  {
    // An instance serves many invocations one after another and keeps its module variables between them, so a shared client is right.
    name: 'lambda',
    title: 'Serverless function',
    deploysFunctions: true,
    docs: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
  },
  {
    name: 'hot-reload',
    title: 'Server that reloads modules in development',
    files: [
      'next.config.js', 'next.config.mjs', 'next.config.cjs', 'next.config.ts', 'nuxt.config.js', 'nuxt.config.ts', 'nuxt.config.mjs',
      'remix.config.js', 'react-router.config.ts', 'react-router.config.js', 'svelte.config.js', 'svelte.config.ts',
      'astro.config.mjs', 'astro.config.js', 'astro.config.ts', 'nitro.config.ts', 'nitro.config.js',
    ],
    hotReload: true,
    docs: 'https://www.prisma.io/docs/orm/more/help-and-troubleshooting/nextjs-help',
  },
  {
    name: 'isolate',
    title: 'Isolate (Cloudflare Workers, edge functions)',
    files: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
    // Next.js, and Vercel functions outside of it: `export const runtime = 'edge'`.
    exportedConstant: { name: 'runtime', values: ['edge', 'experimental-edge'], others: ['nodejs'] },
    imports: [
      'cloudflare:*', '@cloudflare/workers-types', '@vercel/edge', '@netlify/edge-functions', '@remix-run/cloudflare',
      '@react-router/cloudflare',
    ],
    configurations: [
      { files: ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs'], property: 'nitro.preset', values: isolatePresets },
      { files: ['nitro.config.ts', 'nitro.config.js', 'nitro.config.mjs'], property: 'preset', values: isolatePresets },
      {
        files: ['svelte.config.js', 'svelte.config.ts'],
        imports: ['@sveltejs/adapter-cloudflare', '@sveltejs/adapter-cloudflare-workers'],
      },
      { files: ['astro.config.mjs', 'astro.config.ts', 'astro.config.js'], imports: ['@astrojs/cloudflare'] },
    ],
    deployment: {
      commands: ['wrangler dev', 'wrangler deploy', 'wrangler publish', 'wrangler versions upload'],
      // One for each place that it is deployed to, from where `--config` names it.
      files: ['wrangler.*.toml', 'wrangler.*.json', 'wrangler.*.jsonc'],
      servers: [
        '@hono/node-server', 'express', 'fastify', 'koa', '@hapi/hapi', '@nestjs/core', 'restify', 'polka', 'micro', 'serverless-http',
      ],
    },
    cannotHold: ['child-process', 'threads'],
    perRequestIsRight: 'I/O objects of an isolate belong to the request that made them; another request must not use them.',
    docs: 'https://developers.cloudflare.com/workers/observability/errors/#cannot-perform-io-on-behalf-of-a-different-request',
  },
];
