import type { ClientFamily } from '../types.js';

export const grpc: ClientFamily = {
  name: 'grpc',
  title: 'gRPC',
  clients: [],
};
