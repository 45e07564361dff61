import type { FrameworkModel } from '../types.js';

export const nestjs: FrameworkModel = {
  name: 'nestjs',
  title: 'NestJS',
  packages: [
    '@nestjs/common', '@nestjs/core', '@nestjs/graphql', '@nestjs/microservices', '@nestjs/websockets', '@nestjs/schedule', '@nestjs/bull',
    '@nestjs/bullmq', '@nestjs/event-emitter', '@nestjs/cqrs', '@nestjs/passport', '@nestjs/terminus',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'decorator',
      method: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head', 'All', 'Search', 'Sse', 'RequestMapping'],
      class: ['Controller'],
      runs: 'request',
    },
    {
      kind: 'decorator',
      method: ['Query', 'Mutation', 'Subscription', 'ResolveField', 'ResolveProperty', 'ResolveReference'],
      class: ['Resolver'],
      runs: 'request',
    },
    {
      kind: 'decorator',
      method: ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall'],
      runs: 'message',
    },
    { kind: 'decorator', method: ['SubscribeMessage'], class: ['WebSocketGateway'], runs: 'message' },
    { kind: 'decorator', method: ['Process', 'OnQueueEvent', 'OnWorkerEvent', 'OnEvent'], runs: 'message' },
    { kind: 'decorator', method: ['Cron', 'Interval'], runs: 'tick' },
    { kind: 'classMethod', implements: ['CanActivate'], methods: ['canActivate'], runs: 'request' },
    { kind: 'classMethod', implements: ['NestInterceptor'], methods: ['intercept'], runs: 'request' },
    { kind: 'classMethod', implements: ['PipeTransform'], methods: ['transform'], runs: 'request' },
    { kind: 'classMethod', implements: ['ExceptionFilter'], extends: ['BaseExceptionFilter'], methods: ['catch'], runs: 'request' },
    { kind: 'classMethod', implements: ['NestMiddleware'], methods: ['use'], runs: 'request' },
    { kind: 'classMethod', implements: ['OnGatewayConnection'], methods: ['handleConnection'], runs: 'connection' },
    { kind: 'classMethod', implements: ['OnGatewayDisconnect'], methods: ['handleDisconnect'], runs: 'connection' },
    { kind: 'classMethod', extends: ['WorkerHost'], decorator: ['Processor'], methods: ['process'], runs: 'message' },
    {
      kind: 'classMethod',
      implements: ['ICommandHandler', 'IQueryHandler'],
      decorator: ['CommandHandler', 'QueryHandler'],
      methods: ['execute'],
      runs: 'request',
    },
    { kind: 'classMethod', implements: ['IEventHandler'], decorator: ['EventsHandler'], methods: ['handle'], runs: 'message' },
    { kind: 'classMethod', extends: ['PassportStrategy'], methods: ['validate'], runs: 'request' },
    { kind: 'classMethod', extends: ['AuthGuard'], methods: ['canActivate', 'handleRequest', 'getRequest'], runs: 'request' },
    { kind: 'classMethod', extends: ['HealthIndicator'], methods: ['*'], runs: 'request' },
    { kind: 'call', methods: ['createParamDecorator'], handlers: [{ argument: 0 }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['NestFactory.create()'],
      receiverTypes: ['INestApplication', 'NestExpressApplication', 'MiddlewareConsumer'],
      methods: ['use', 'apply'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['GraphQLModule.forRoot', 'GraphQLModule.forRootAsync'],
      handlers: [{ argument: 0, path: 'context' }, { argument: 0, path: 'useFactory().context' }],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['ExecutionContext', 'ArgumentsHost'], runs: 'request' },
  ],
  containers: [
    {
      decorators: [
        'Injectable', 'Controller', 'Resolver', 'WebSocketGateway', 'Processor', 'Module', 'Catch', 'CommandHandler', 'QueryHandler',
        'EventsHandler',
      ],
      scope: 'once',
      // `Scope.TRANSIENT` is missing on purpose: one instance per consumer, made when the consumer is, not per request.
      perRequest: ['Scope.REQUEST'],
      perConsumer: ['Scope.TRANSIENT'],
      onceKeys: ['useFactory'],
      classKeys: ['useClass'],
      // Of what is made per request none is run, so that nothing is destroyed with a request.
      onceMethods: [
        'onModuleInit', 'onApplicationBootstrap', 'onModuleDestroy', 'beforeApplicationShutdown', 'onApplicationShutdown', 'configure',
        'afterInit',
      ],
    },
  ],
  docs: 'https://docs.nestjs.com/fundamentals/injection-scopes',
};
