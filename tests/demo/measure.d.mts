export interface GrpcServer {
  readonly environment: Readonly<Record<string, string>>;
  connections(): Promise<{ readonly open: number; readonly opened: number }>;
  stop(): Promise<void>;
}

export interface Measurement {
  /** The bodies of the responses, in the order of the requests. */
  readonly responses: readonly { readonly valid: boolean; readonly score: number }[];
  /** Connections to the gRPC server opened while the requests ran. */
  readonly socketsOpened: number;
  /** Connections open after the requests and a collection, those of the warm-up included. */
  readonly socketsOpen: number;
  readonly rssKept: number;
  readonly heapKept: number;
  readonly millisecondsPerCall: number;
}

export const WARM_UP_REQUESTS: number;
export const outFolder: string;
export function startGrpcServer(): Promise<GrpcServer>;
export function measureService(options: { folder: string; requests: number; grpcServer: GrpcServer }): Promise<Measurement>;
