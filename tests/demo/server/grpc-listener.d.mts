import type { Server } from 'node:net';
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';

export interface GrpcListener {
  /** Emits each connection. */
  readonly listener: Server;
  readonly port: number;
  /** In PEM. */
  readonly certificate: string;
  close(): void;
}

export function openGrpcListener(options: {
  readonly service: ServiceDefinition;
  readonly methods: UntypedServiceImplementation;
}): Promise<GrpcListener>;
