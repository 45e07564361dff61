import type { ClientFamily } from '../types.js';

export const nestjsMicroservices: ClientFamily = {
  name: 'nestjs-microservices',
  title: 'NestJS microservice clients',
  clients: [
    {
      package: '@nestjs/microservices',
      export: 'ClientProxyFactory.create',
      kind: 'factory',
      holds: 'socket',
      connects: 'firstUse',
      release: ['close'],
      cost: 'leak',
      setup: ['connect'],
      docs: 'https://docs.nestjs.com/microservices/basics#client',
    },
    {
      package: '@nestjs/microservices',
      export: ['ClientTCP', 'ClientRedis', 'ClientNats', 'ClientMqtt', 'ClientRMQ', 'ClientKafka'],
      kind: 'class',
      holds: 'socket',
      connects: 'firstUse',
      release: ['close'],
      cost: 'leak',
      setup: ['connect'],
      docs: 'https://docs.nestjs.com/microservices/basics#client',
    },
    {
      package: '@nestjs/microservices',
      export: 'ClientGrpcProxy',
      kind: 'class',
      holds: 'grpc-channel',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://docs.nestjs.com/microservices/basics#client',
    },
  ],
};
