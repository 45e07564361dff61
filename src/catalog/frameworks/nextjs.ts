import type { FrameworkModel } from '../types.js';

const scripts = '{ts,tsx,js,jsx,mjs,cjs}';

/** https://nextjs.org/docs/app/getting-started/project-structure#private-folders */
const privateFolders = ['**/app/**/_*/**'];

export const nextjs: FrameworkModel = {
  name: 'nextjs',
  title: 'Next.js',
  packages: ['next', 'next/*'],
  runtime: 'hot-reload',
  entries: [
    {
      kind: 'export',
      files: [`**/app/**/route.${scripts}`],
      exceptFiles: privateFolders,
      exports: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
      runs: 'request',
    },
    { kind: 'export', files: [`**/pages/api/**/*.${scripts}`], exports: ['default'], runs: 'request' },
    { kind: 'export', files: [`**/pages/**/*.${scripts}`], exports: ['getServerSideProps', 'default.getInitialProps'], runs: 'request' },
    // https://nextjs.org/docs/pages/guides/incremental-static-regeneration: a page that says so is made again when it is asked for.
    { kind: 'export', files: [`**/pages/**/*.${scripts}`], exports: ['getStaticProps'], mentions: ['revalidate'], runs: 'invocation' },
    {
      kind: 'export',
      files: [`**/app/**/{page,layout,template,loading,not-found,default}.${scripts}`],
      exceptFiles: privateFolders,
      exports: ['default', 'generateMetadata', 'generateViewport'],
      runs: 'request',
    },
    {
      kind: 'export',
      files: [`**/app/**/{opengraph-image,twitter-image,icon,apple-icon,sitemap,robots,manifest}.${scripts}`],
      exceptFiles: privateFolders,
      exports: ['default'],
      runs: 'request',
    },
    // Next.js 16 runs `proxy` in Node.js; the older `middleware` is in nextjs-middleware.
    {
      kind: 'export',
      files: [`proxy.${scripts}`, `**/src/proxy.${scripts}`, `apps/*/proxy.${scripts}`],
      exports: ['proxy', 'default'],
      runs: 'request',
    },
    { kind: 'export', files: [`**/*.${scripts}`], exports: ['*'], directive: 'use server', runs: 'request' },
    { kind: 'directive', directive: 'use server', runs: 'request' },
    { kind: 'typedFunction', types: ['NextApiHandler', 'GetServerSideProps'], runs: 'request' },
    // `NextRequest` is missing on purpose: middleware takes one too, and that mostly runs in an isolate.
    {
      kind: 'typedParameter',
      types: ['NextApiRequest', 'NextApiResponse', 'GetServerSidePropsContext', 'NextPageContext'],
      runs: 'request',
    },
    { kind: 'call', methods: ['after', 'unstable_after'], handlers: [{ argument: 0 }], runs: 'request' },
  ],
  // The folders are looked for beside the manifest first, and in `src` where they are not there: `findPagesDir` of Next.js 16.
  leavesOut: [{ kind: 'hidden', inside: 'src', folders: ['app', 'pages'] }],
  // https://nextjs.org/docs/app/api-reference/file-conventions/instrumentation
  once: [{ kind: 'export', files: [`**/instrumentation.${scripts}`], exports: ['register'] }],
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions',
};
