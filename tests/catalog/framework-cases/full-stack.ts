import { pair, silent, type FrameworkCase } from './build.js';

export const fullStackCases: readonly FrameworkCase[] = [
  ...pair('nestjs', 'a factory of a provider for each request', 'src/vision.module.ts', `
import { Module, Scope } from '@nestjs/common';
IMPORT
@Module({
  providers: [{ provide: 'VISION', scope: Scope.REQUEST, useFactory: () => CLIENT }],
  exports: ['VISION'],
})
export class VisionModule {}
`),
  ...pair('nestjs', 'a named factory of a provider for each request', 'src/named.module.ts', `
import { Module, Scope } from '@nestjs/common';
IMPORT
function useFactory() {
  return CLIENT;
}
const provider = { provide: 'VISION', scope: Scope.REQUEST, useFactory };
@Module({ providers: [provider] })
export class VisionModule {}
`),
  ...pair('nestjs', 'a class of a provider for each request', 'src/class.module.ts', `
import { Injectable, Module, Scope } from '@nestjs/common';
IMPORT
@Injectable()
class Vision {
  readonly client = CLIENT;
}
@Module({ providers: [{ provide: 'VISION', scope: Scope.REQUEST, useClass: Vision }] })
export class VisionModule {}
`),
  ...silent('nestjs', 'a factory of a provider beside one for each request', 'src/once.module.ts', `
import { Module, Scope } from '@nestjs/common';
IMPORT
@Module({
  providers: [
    { provide: 'VISION', useFactory: () => CLIENT },
    { provide: 'USER', scope: Scope.REQUEST, useFactory: () => ({}) },
  ],
})
export class VisionModule {}
`),
  ...silent('nestjs', 'a factory of a provider for each consumer', 'src/transient.module.ts', `
import { Module, Scope } from '@nestjs/common';
IMPORT
@Module({ providers: [{ provide: 'VISION', scope: Scope.TRANSIENT, useFactory: () => CLIENT }] })
export class VisionModule {}
`),
  ...pair('nestjs', 'a controller', 'src/scan/scan.controller.ts', `
import { Controller, Get, Query } from '@nestjs/common';
IMPORT
@Controller('scan')
export class ScanController {
  @Get()
  async scan(@Query('uri') uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...pair('nestjs', 'a resolver', 'src/scan/scan.resolver.ts', `
import { Args, Query, Resolver } from '@nestjs/graphql';
IMPORT
@Resolver()
export class ScanResolver {
  @Query(() => String)
  async labels(@Args('uri') uri: string) {
    return JSON.stringify(await CLIENT.labelDetection(uri));
  }
}
`),
  ...pair('nestjs', 'a gateway', 'src/scan/scan.gateway.ts', `
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
IMPORT
@WebSocketGateway()
export class ScanGateway {
  @SubscribeMessage('scan')
  async scan(@MessageBody() uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...pair('nestjs', 'a message of a microservice', 'src/scan/scan.consumer.ts', `
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
IMPORT
@Controller()
export class ScanConsumer {
  @MessagePattern('scan')
  async scan(@Payload() uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...pair('nestjs', 'a schedule', 'src/tasks/tasks.service.ts', `
import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
IMPORT
@Injectable()
export class TasksService {
  @Cron('0 0 * * *')
  async nightly() {
    const client = CLIENT;
    await client.labelDetection('gs://bucket/today.png');
  }
}
`),
  ...pair('nestjs', 'a queue processor', 'src/scan/scan.processor.ts', `
import { Processor, WorkerHost } from '@nestjs/bullmq';
IMPORT
@Processor('scan')
export class ScanProcessor extends WorkerHost {
  async process(job) {
    const client = CLIENT;
    return client.labelDetection(job.data.uri);
  }
}
`),
  ...pair('nestjs', 'a listener of events', 'src/scan/scan.listener.ts', `
import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
IMPORT
@Injectable()
export class ScanListener {
  @OnEvent('image.added')
  async onImage({ uri }: { uri: string }) {
    const client = CLIENT;
    await client.labelDetection(uri);
  }
}
`),
  ...pair('nestjs', 'a guard', 'src/auth/auth.guard.ts', `
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
IMPORT
@Injectable()
export class AuthGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const client = CLIENT;
    const [result] = await client.faceDetection(context.switchToHttp().getRequest().body.portrait);
    return result !== undefined;
  }
}
`),
  ...pair('nestjs', 'an interceptor', 'src/scan/scan.interceptor.ts', `
import { Injectable, type NestInterceptor } from '@nestjs/common';
IMPORT
@Injectable()
export class ScanInterceptor implements NestInterceptor {
  async intercept(context, next) {
    const client = CLIENT;
    await client.labelDetection(context.getHandler().name);
    return next.handle();
  }
}
`),
  ...pair('nestjs', 'a pipe', 'src/scan/scan.pipe.ts', `
import { Injectable, type PipeTransform } from '@nestjs/common';
IMPORT
@Injectable()
export class ScanPipe implements PipeTransform {
  async transform(value: string) {
    return CLIENT.labelDetection(value);
  }
}
`),
  ...pair('nestjs', 'a command handler', 'src/scan/scan.command.ts', `
import { CommandHandler } from '@nestjs/cqrs';
import { ScanCommand } from './command.js';
IMPORT
@CommandHandler(ScanCommand)
export class ScanHandler {
  async execute(command: ScanCommand) {
    const client = CLIENT;
    return client.labelDetection(command.uri);
  }
}
`),
  ...pair('nestjs', 'a strategy', 'src/auth/token.strategy.ts', `
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
IMPORT
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy) {
  async validate(portrait: string) {
    const client = CLIENT;
    return client.faceDetection(portrait);
  }
}
`),
  ...pair('nestjs', 'a decorator of a parameter', 'src/labels.decorator.ts', `
import { createParamDecorator } from '@nestjs/common';
IMPORT
export const Labels = createParamDecorator(async (data: unknown, context) => {
  const client = CLIENT;
  return client.labelDetection(context.switchToHttp().getRequest().url);
});
`),
  ...pair('nestjs', 'middleware in the bootstrap', 'src/main.ts', `
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
IMPORT
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.use(async (incoming, outgoing, following) => {
    incoming.labels = await CLIENT.labelDetection(incoming.url);
    following();
  });
  await app.listen(3000);
}
void bootstrap();
`),
  ...pair('nestjs', 'the context of GraphQL', 'src/app.module.ts', `
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
IMPORT
@Module({
  imports: [GraphQLModule.forRoot({ autoSchemaFile: true, context: () => ({ vision: CLIENT }) })],
})
export class AppModule {}
`),
  ...pair('nestjs', 'a parameter known by its type', 'src/context.ts', `
import type { ExecutionContext } from '@nestjs/common';
IMPORT
export async function labelsOf(context: ExecutionContext) {
  const client = CLIENT;
  return client.labelDetection(context.switchToHttp().getRequest().url);
}
`),
  ...pair('nestjs', 'a provider of each request', 'src/scan/request.service.ts', `
import { Controller, Get, Injectable, Scope } from '@nestjs/common';
IMPORT
@Injectable({ scope: Scope.REQUEST })
export class RequestService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('nestjs', 'a field of a provider', 'src/scan/scan.service.ts', `
import { Injectable } from '@nestjs/common';
IMPORT
@Injectable()
export class ScanService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('nestjs', 'a transient provider, which each consumer gets once', 'src/scan/transient.service.ts', `
import { Injectable, Scope } from '@nestjs/common';
IMPORT
@Injectable({ scope: Scope.TRANSIENT })
export class TransientService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('nestjs', 'the initialisation of a module', 'src/scan/lifecycle.service.ts', `
import { Injectable, type OnModuleInit } from '@nestjs/common';
IMPORT
@Injectable()
export class LifecycleService implements OnModuleInit {
  private client: ImageAnnotatorClient | undefined;
  async onModuleInit() {
    this.client = CLIENT;
    await this.client.initialize();
  }
}
`),
  ...silent('nestjs', 'a provider factory', 'src/vision.module.ts', `
import { Module } from '@nestjs/common';
IMPORT
@Module({
  providers: [{ provide: 'VISION', useFactory: () => CLIENT }],
  exports: ['VISION'],
})
export class VisionModule {}
`),

  ...pair('nextjs', 'a route handler', 'src/app/api/scan/route.ts', `
IMPORT
export async function GET() {
  const client = CLIENT;
  return Response.json(await client.labelDetection('gs://bucket/today.png'));
}
`),
  ...pair('nextjs', 'a route handler in a package of a monorepo', 'apps/web/app/scan/[id]/route.ts', `
IMPORT
const scan = async (request: Request) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(request.url));
};
export { scan as POST };
`),
  ...pair('nextjs', 'an API page', 'pages/api/scan.js', `
IMPORT
export default async function handler(incoming, outgoing) {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.query.uri));
}
`),
  ...pair('nextjs', 'an API page known by its type', 'lib/handler.ts', `
import type { NextApiHandler } from 'next';
IMPORT
export const scan: NextApiHandler = async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(String(incoming.query.uri)));
};
`),
  ...pair('nextjs', 'parameters known by their types', 'lib/reply.ts', `
import type { NextApiRequest, NextApiResponse } from 'next';
IMPORT
export async function reply(incoming: NextApiRequest, outgoing: NextApiResponse) {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(String(incoming.query.uri)));
}
`),
  ...pair('nextjs', 'the props of a page', 'pages/images/[id].tsx', `
IMPORT
export async function getServerSideProps({ params }) {
  const client = CLIENT;
  return { props: { labels: await client.labelDetection(params.id) } };
}
export default function Image({ labels }) {
  return <p>{labels.length}</p>;
}
`),
  ...pair('nextjs', 'the initial props of a page', 'pages/labels.jsx', `
IMPORT
export default function Labels({ labels }) {
  return <p>{labels.length}</p>;
}
Labels.getInitialProps = async ({ query }) => ({ labels: await CLIENT.labelDetection(query.uri) });
`),
  ...pair('nextjs', 'a file of server actions', 'app/actions.ts', `
'use server';
IMPORT
export async function scan(uri: string) {
  const client = CLIENT;
  return client.labelDetection(uri);
}
`),
  ...pair('nextjs', 'a server action in a component', 'app/form/form.tsx', `
IMPORT
export function Form() {
  async function scan(data: FormData) {
    'use server';
    const client = CLIENT;
    await client.labelDetection(String(data.get('uri')));
  }
  return <form action={scan} />;
}
`),
  ...pair('nextjs', 'a page', 'app/images/page.tsx', `
IMPORT
export default async function Page() {
  const client = CLIENT;
  const [result] = await client.labelDetection('gs://bucket/today.png');
  return <p>{JSON.stringify(result)}</p>;
}
`),
  ...pair('nextjs', 'the metadata of a layout', 'src/app/[tenant]/layout.tsx', `
IMPORT
export async function generateMetadata({ params }) {
  const client = CLIENT;
  return { title: JSON.stringify(await client.labelDetection((await params).tenant)) };
}
export default function Layout({ children }) {
  return <main>{children}</main>;
}
`),
  ...pair('nextjs', 'a proxy', 'src/proxy.ts', `
IMPORT
export async function proxy(request) {
  const client = CLIENT;
  await client.labelDetection(request.url);
}
`),
  ...pair('nextjs', 'work after the response', 'lib/after.ts', `
import { after } from 'next/server';
IMPORT
export function scanLater(uri: string) {
  after(async () => {
    const client = CLIENT;
    await client.labelDetection(uri);
  });
}
`),
  ...silent('nextjs', 'a route handler on the edge', 'app/edge/route.ts', `
IMPORT
export const runtime = 'edge';
export async function GET(request: Request) {
  const client = CLIENT;
  return Response.json(await client.labelDetection(request.url));
}
`),
  ...silent('nextjs', 'a route handler in a private folder', 'src/app/_api/scan/route.ts', `
IMPORT
export async function GET(request: Request) {
  const client = CLIENT;
  return Response.json(await client.labelDetection(request.url));
}
`),
  ...silent('nextjs', 'a client that survives a reload', 'lib/vision.ts', `
IMPORT
const kept = globalThis as { vision?: ImageAnnotatorClient };
export const vision = kept.vision ?? CLIENT;
if (process.env.NODE_ENV !== 'production') {
  kept.vision = vision;
}
`),
  ...silent('nextjs', 'the paths that are known at build time', 'app/posts/[id]/page.tsx', `
IMPORT
export async function generateStaticParams() {
  const client = CLIENT;
  const [result] = await client.labelDetection('gs://bucket/posts.png');
  return result.labelAnnotations.map(({ mid }) => ({ id: mid }));
}
export default function Post() {
  return <p>post</p>;
}
`),
  ...silent('react', 'an effect of a page', 'app/page.jsx', `
'use client';
import { useEffect } from 'react';
IMPORT
async function load(name) {
  const client = CLIENT;
  await client.labelDetection(name);
}
export default function Page({ name }) {
  useEffect(() => { load(name); }, [name]);
  return <p>{name}</p>;
}
`),
  ...silent('nextjs', 'what a form of a page does once it is sent', 'app/page.jsx', `
'use client';
import { useForm } from 'react-hook-form';
IMPORT
export default function Page() {
  const form = useForm();
  const load = (name) => {
    const client = CLIENT;
    client.labelDetection(name);
  };
  const onSubmit = form.handleSubmit(async ({ name }) => { await load(name); });
  return <form onSubmit={onSubmit} />;
}
`),
  ...silent('nextjs', 'the registration of instruments', 'instrumentation.ts', `
IMPORT
export async function register() {
  const client = CLIENT;
  await client.initialize();
}
`),
  ...silent('nextjs-middleware', 'the middleware of a project', 'middleware.ts', `
import { NextResponse } from 'next/server';
IMPORT
export async function middleware(request) {
  const client = CLIENT;
  await client.labelDetection(request.url);
  return NextResponse.next();
}
`),
  ...silent('nextjs-middleware', 'middleware known by its type', 'src/middleware.ts', `
import type { NextMiddleware } from 'next/server';
IMPORT
const middleware: NextMiddleware = async (incoming) => {
  const client = CLIENT;
  await client.labelDetection(incoming.url);
};
export default middleware;
`),

  ...pair('sveltekit', 'an endpoint', 'src/routes/scan/+server.ts', `
import { json } from '@sveltejs/kit';
IMPORT
export async function GET({ url }) {
  const client = CLIENT;
  return json(await client.labelDetection(url.searchParams.get('uri')));
}
`),
  ...pair('sveltekit', 'the load function of a page', 'src/routes/images/+page.server.js', `
IMPORT
export const load = async ({ params }) => {
  const client = CLIENT;
  return { labels: await client.labelDetection(params.id) };
};
`),
  ...pair('sveltekit', 'an action', 'src/routes/form/+page.server.ts', `
IMPORT
export const actions = {
  default: async ({ request }) => {
    const client = CLIENT;
    return { labels: await client.labelDetection(String((await request.formData()).get('uri'))) };
  },
};
`),
  ...pair('sveltekit', 'a hook', 'src/hooks.server.ts', `
IMPORT
export async function handle({ event, resolve }) {
  const client = CLIENT;
  event.locals.labels = await client.labelDetection(event.url.href);
  return resolve(event);
}
`),
  ...pair('sveltekit', 'a sequence of hooks', 'src/lib/server/hooks.ts', `
import { sequence } from '@sveltejs/kit/hooks';
IMPORT
export const hooks = sequence(
  ({ event, resolve }) => resolve(event),
  async ({ event, resolve }) => {
    event.locals.labels = await CLIENT.labelDetection(event.url.href);
    return resolve(event);
  },
);
`),
  ...pair('sveltekit', 'a remote function', 'src/lib/scan.remote.ts', `
import { query } from '$app/server';
IMPORT
export const labels = query('unchecked', async (uri: string) => {
  const client = CLIENT;
  return client.labelDetection(uri);
});
`),
  ...pair('sveltekit', 'a handler known by its type', 'src/lib/server/handler.ts', `
import type { RequestHandler } from '@sveltejs/kit';
IMPORT
export const scan: RequestHandler = async ({ url }) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(url.href));
};
`),
  ...pair('sveltekit', 'a parameter known by its type', 'src/lib/server/labels.ts', `
import type { RequestEvent } from '@sveltejs/kit';
IMPORT
export async function labelsOf({ url }: RequestEvent) {
  const client = CLIENT;
  return client.labelDetection(url.href);
}
`),
  ...silent('sveltekit', 'the start of the server', 'src/hooks.server.js', `
IMPORT
export let client;
export async function init() {
  client = CLIENT;
  await client.initialize();
}
`),

  ...pair('remix', 'a loader', 'app/routes/images.$id.tsx', `
IMPORT
export async function loader({ params }) {
  const client = CLIENT;
  return { labels: await client.labelDetection(params.id) };
}
export default function Image() {
  return <p>image</p>;
}
`),
  ...pair('remix', 'an action', 'app/features/scan/route.ts', `
IMPORT
export const action = async ({ request }) => {
  const client = CLIENT;
  return client.labelDetection(String((await request.formData()).get('uri')));
};
`),
  ...pair('remix', 'the entry of the server', 'app/entry.server.tsx', `
IMPORT
export default async function handleRequest(request, status, headers) {
  const client = CLIENT;
  return new Response(JSON.stringify(await client.labelDetection(request.url)), { status, headers });
}
`),
  ...pair('remix', 'a loader known by its type', 'app/lib/loaders.server.ts', `
import type { LoaderFunction } from '@remix-run/node';
IMPORT
export const images: LoaderFunction = async ({ params }) => {
  const client = CLIENT;
  return client.labelDetection(params.id ?? '');
};
`),
  ...pair('remix', 'a parameter known by its type', 'app/lib/labels.server.ts', `
import type { LoaderFunctionArgs } from 'react-router';
IMPORT
export async function labelsOf({ params }: LoaderFunctionArgs) {
  const client = CLIENT;
  return client.labelDetection(params.id ?? '');
}
`),
  ...silent('remix', 'a singleton of the server', 'app/lib/vision.server.ts', `
import { singleton } from './singleton.server.js';
IMPORT
export const vision = singleton('vision', () => CLIENT);
`),

  ...pair('astro', 'an endpoint', 'src/pages/scan.json.ts', `
import type { APIRoute } from 'astro';
IMPORT
export const GET: APIRoute = async ({ url }) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(url.href));
};
`),
  ...pair('astro', 'an untyped endpoint', 'src/pages/api/labels.js', `
IMPORT
export async function POST({ request }) {
  const client = CLIENT;
  return Response.json(await client.labelDetection(await request.text()));
}
`),
  ...pair('astro', 'middleware', 'src/middleware.ts', `
import { defineMiddleware } from 'astro:middleware';
IMPORT
export const onRequest = defineMiddleware(async (context, following) => {
  const client = CLIENT;
  context.locals.labels = await client.labelDetection(context.url.href);
  return following();
});
`),
  ...pair('astro', 'an action', 'src/actions/index.ts', `
import { defineAction } from 'astro:actions';
IMPORT
export const server = {
  scan: defineAction({ handler: async ({ uri }) => CLIENT.labelDetection(uri) }),
};
`),
  ...pair('astro', 'a parameter known by its type', 'src/lib/labels.ts', `
import type { APIContext } from 'astro';
IMPORT
export async function labelsOf({ url }: APIContext) {
  const client = CLIENT;
  return client.labelDetection(url.href);
}
`),
  ...silent('astro', 'the paths that are known at build time', 'src/pages/[id].json.ts', `
IMPORT
export async function getStaticPaths() {
  const client = CLIENT;
  const [result] = await client.labelDetection('gs://bucket/posts.png');
  return result.labelAnnotations.map(({ mid }) => ({ params: { id: mid } }));
}
`),

  ...pair('trpc', 'a procedure', 'src/server/router.ts', `
import { initTRPC } from '@trpc/server';
IMPORT
const t = initTRPC.create();
export const appRouter = t.router({
  labels: t.procedure.input(String).query(async ({ input }) => {
    const client = CLIENT;
    return client.labelDetection(input);
  }),
});
`),
  ...pair('trpc', 'a procedure of a builder of the project', 'src/server/routers/scan.ts', `
import { createTRPCRouter, protectedProcedure } from '../trpc.js';
import { schema } from '../schema.js';
IMPORT
export const scanRouter = createTRPCRouter({
  scan: protectedProcedure.input(schema).mutation(async ({ input }) => {
    const client = CLIENT;
    return client.labelDetection(input.uri);
  }),
});
`),
  ...pair('trpc', 'middleware', 'src/server/middleware.ts', `
import { initTRPC } from '@trpc/server';
IMPORT
const t = initTRPC.context<{ uri: string }>().create();
export const scanned = t.procedure.use(async ({ ctx, next }) => next({ ctx: { labels: await CLIENT.labelDetection(ctx.uri) } }));
`),
  ...pair('trpc', 'a context among the options', 'src/server/express.ts', `
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { appRouter } from './router.js';
IMPORT
export const middleware = createExpressMiddleware({ router: appRouter, createContext: () => ({ vision: CLIENT }) });
`),
  ...pair('trpc', 'an exported context', 'src/server/context.ts', `
IMPORT
export const createTRPCContext = async (options: { headers: Headers }) => {
  const vision = CLIENT;
  return { vision, ...options };
};
`),
  ...pair('trpc', 'a context known by its type', 'src/server/typed-context.ts', `
import type { CreateNextContextOptions } from '@trpc/server/adapters/next';
IMPORT
export async function contextOf({ req }: CreateNextContextOptions) {
  const client = CLIENT;
  return { labels: await client.labelDetection(req.url ?? '') };
}
`),
  ...silent('trpc', 'the construction of the router', 'src/server/once.ts', `
import { initTRPC } from '@trpc/server';
IMPORT
const t = initTRPC.create();
function buildRouter() {
  const client = CLIENT;
  return t.router({ labels: t.procedure.query(() => client.labelDetection('gs://bucket/today.png')) });
}
export const appRouter = buildRouter();
`),

  ...pair('orpc', 'a procedure', 'src/router.ts', `
import { os } from '@orpc/server';
IMPORT
export const scan = os.input(schema).handler(async ({ input }) => {
  const client = CLIENT;
  return client.labelDetection(input.uri);
});
`),
  ...pair('orpc', 'middleware', 'src/middleware.ts', `
import { os } from '@orpc/server';
IMPORT
export const scanned = os.middleware(async ({ context, next }) => next({ context: { labels: await CLIENT.labelDetection(context.uri) } }));
`),
  ...pair('orpc', 'a procedure of a contract', 'src/contract.ts', `
import { implement } from '@orpc/server';
import { contract } from './contract-definition.js';
IMPORT
const server = implement(contract);
export const scan = server.scan.handler(async ({ input }) => {
  const client = CLIENT;
  return client.labelDetection(input.uri);
});
`),
  ...pair('orpc', 'a procedure of a builder of the project', 'src/features/scan.ts', `
import { publicProcedure } from '../base.js';
IMPORT
export const scan = publicProcedure.handler(async ({ input }) => {
  const client = CLIENT;
  return client.labelDetection(input.uri);
});
`),
  ...silent('orpc', 'a lazy router', 'src/lazy.ts', `
import { os } from '@orpc/server';
IMPORT
export const router = os.lazy(async () => {
  const client = CLIENT;
  return { default: { scan: os.handler(({ input }) => client.labelDetection(input.uri)) } };
});
`),

  ...pair('graphql', 'a resolver of a server', 'src/server.ts', `
import { ApolloServer } from '@apollo/server';
import { typeDefs } from './schema.js';
IMPORT
export const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      labels: async (parent, { uri }) => {
        const client = CLIENT;
        return client.labelDetection(uri);
      },
    },
  },
});
`),
  ...pair('graphql', 'a map of resolvers', 'src/yoga.ts', `
import { createSchema, createYoga } from 'graphql-yoga';
IMPORT
const resolvers = {
  Mutation: { scan: async (parent, { uri }) => CLIENT.labelDetection(uri) },
};
export const yoga = createYoga({ schema: createSchema({ typeDefs: 'type Mutation { scan(uri: String): String }', resolvers }) });
`),
  ...pair('graphql', 'an executable schema', 'src/schema.js', `
const { makeExecutableSchema } = require('@graphql-tools/schema');
REQUIRE
module.exports = makeExecutableSchema({
  typeDefs: 'type Subscription { labels: String }',
  resolvers: {
    Subscription: {
      labels: {
        subscribe: async function* () {
          const client = CLIENT;
          yield client.labelDetection('gs://bucket/today.png');
        },
      },
    },
  },
});
`),
  ...pair('graphql', 'the context of an operation', 'src/standalone.ts', `
import { startStandaloneServer } from '@apollo/server/standalone';
import { server } from './server.js';
IMPORT
await startStandaloneServer(server, {
  listen: { port: 4000 },
  context: async () => ({ vision: CLIENT }),
});
`),
  ...pair('graphql', 'the context of the older server', 'src/legacy.js', `
const { ApolloServer } = require('apollo-server');
const schema = require('./schema');
REQUIRE
const server = new ApolloServer({
  schema,
  context: ({ req: incoming }) => ({ user: incoming.user, vision: CLIENT }),
});
server.listen();
`),
  ...pair('graphql', 'a field of a type', 'src/types.ts', `
import { GraphQLObjectType, GraphQLString } from 'graphql';
IMPORT
export const Image = new GraphQLObjectType({
  name: 'Image',
  fields: () => ({
    labels: { type: GraphQLString, resolve: async (image) => JSON.stringify(await CLIENT.labelDetection(image.uri)) },
  }),
});
`),
  ...pair('graphql', 'an exported map of resolvers', 'src/resolvers/scan.resolvers.js', `
REQUIRE
module.exports = {
  Query: {
    async labels(parent, { uri }) {
      const client = CLIENT;
      return client.labelDetection(uri);
    },
  },
};
`),
  ...pair('graphql', 'a handler of express-graphql', 'src/express.js', `
const { graphqlHTTP } = require('express-graphql');
const schema = require('./schema');
REQUIRE
module.exports = graphqlHTTP({
  schema,
  rootValue: { labels: async ({ uri }) => CLIENT.labelDetection(uri) },
});
`),
  ...pair('graphql', 'a resolver known by its type', 'src/fields/labels.ts', `
import type { GraphQLFieldResolver } from 'graphql';
IMPORT
export const labels: GraphQLFieldResolver<{ uri: string }, unknown> = async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
};
`),
  ...pair('graphql', 'a parameter known by its type', 'src/fields/typed.ts', `
import type { GraphQLResolveInfo } from 'graphql';
IMPORT
export async function text(image: { uri: string }, options: unknown, context: unknown, info: GraphQLResolveInfo) {
  const client = CLIENT;
  return client.textDetection(image.uri);
}
`),
  ...silent('graphql', 'a thunk of fields', 'src/thunk.ts', `
import { GraphQLObjectType, GraphQLString } from 'graphql';
IMPORT
export const Image = new GraphQLObjectType({
  name: 'Image',
  fields: () => {
    const client = CLIENT;
    return { labels: { type: GraphQLString, resolve: (image) => client.labelDetection(image.uri) } };
  },
});
`),
  ...silent('graphql', 'a context that is an object', 'src/shared-context.js', `
const { ApolloServer } = require('apollo-server');
const schema = require('./schema');
REQUIRE
new ApolloServer({ schema, context: { vision: CLIENT } }).listen();
`),

  ...pair('type-graphql', 'a decorated method', 'src/resolvers/scan.ts', `
import { Arg, Query, Resolver } from 'type-graphql';
IMPORT
@Resolver()
export class ScanResolver {
  @Query(() => String)
  async labels(@Arg('uri') uri: string) {
    const client = CLIENT;
    return JSON.stringify(await client.labelDetection(uri));
  }
}
`),
  ...pair('type-graphql', 'middleware', 'src/middleware/scan.ts', `
import type { MiddlewareInterface } from 'type-graphql';
IMPORT
export class ScanMiddleware implements MiddlewareInterface {
  async use({ info }, next) {
    const client = CLIENT;
    await client.labelDetection(info.fieldName);
    return next();
  }
}
`),
  ...pair('type-graphql', 'a check known by its type', 'src/auth.ts', `
import type { AuthChecker } from 'type-graphql';
IMPORT
export const check: AuthChecker<{ portrait: string }> = async ({ context }) => {
  const client = CLIENT;
  return (await client.faceDetection(context.portrait)).length > 0;
};
`),
  ...pair('type-graphql', 'a check among the options', 'src/schema.ts', `
import { buildSchema } from 'type-graphql';
IMPORT
export const schema = await buildSchema({
  resolvers: [],
  authChecker: async ({ context }) => (await CLIENT.faceDetection(context.portrait)).length > 0,
});
`),
  ...silent('type-graphql', 'a field of a resolver', 'src/resolvers/field.ts', `
import { Query, Resolver } from 'type-graphql';
IMPORT
@Resolver()
export class FieldResolver {
  private readonly client = CLIENT;
  @Query(() => String)
  async labels() {
    return JSON.stringify(await this.client.labelDetection('gs://bucket/today.png'));
  }
}
`),

  ...silent('tsyringe', 'a singleton', 'src/services/vision.ts', `
import { singleton } from 'tsyringe';
IMPORT
@singleton()
export class VisionService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('tsyringe', 'a class that may be made at any time', 'src/services/transient.ts', `
import { injectable } from 'tsyringe';
IMPORT
@injectable()
export class VisionService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('tsyringe', 'a factory whose result is kept', 'src/providers.ts', `
import { container, instanceCachingFactory } from 'tsyringe';
IMPORT
container.register('vision', { useFactory: instanceCachingFactory(() => CLIENT) });
`),
  ...silent('awilix', 'a class that is made once', 'src/container.ts', `
import { asClass, createContainer } from 'awilix';
IMPORT
class VisionService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
export const container = createContainer().register({ vision: asClass(VisionService).singleton() });
`),
  ...silent('inversify', 'an injectable class', 'src/services/vision.ts', `
import { injectable } from 'inversify';
IMPORT
@injectable()
export class VisionService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
  ...silent('typedi', 'a service', 'src/services/vision.ts', `
import { Service } from 'typedi';
IMPORT
@Service()
export class VisionService {
  private readonly client = CLIENT;
  scan(uri: string) {
    return this.client.labelDetection(uri);
  }
}
`),
];
