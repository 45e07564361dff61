/**
 * How clients are constructed, used and released when `client-lifetime probe` measures them, as data. Nothing here computes.
 *
 * The texts are JavaScript expressions, which may await. In them stand for something: `exported` (the export), `module` (the package),
 * `client`, `host`, `port`, `address` (host:port), `url` and `certificate` of the far side, `require` (of the folder in which the package
 * is installed) and `requireOf` (as the package itself requires).
 */
import type { ExportPattern, PackagePattern } from '../types.js';

/** The far side that a recipe needs: one that `probe` brings, or a server of that name, which has to run on this machine. */
export type FarSideName =
  | 'http' | 'grpc' | 'web-socket'
  | 'postgres' | 'redis' | 'mariadb' | 'memcached' | 'mosquitto' | 'nats' | 'nats-ws' | 'rabbitmq' | 'stomp' | 'ldap' | 'ssh'
  | 'mongodb';

export interface MeasuringRecipe {
  /** The package, or an entry point of it (`mysql2/promise`). */
  readonly package: PackagePattern | readonly PackagePattern[];
  /** Semver range of the package for which it is. Left out: all. */
  readonly versions?: string;
  /**
   * The export that is constructed, as in the catalog: a static method (`MongoClient.connect`), or a method of what an export gives
   * (`Kafka().producer`), of which `exported` is then the export itself. `*` for the first that matches.
   */
  readonly export: ExportPattern;
  readonly farSide: FarSideName;
  /** What `http` and `web-socket` answer, where the client expects more than an empty object. */
  readonly answer?: FarSideAnswer;
  readonly construct: string;
  readonly call: string;
  /** Empty: it cannot be released. */
  readonly release: string;
}

/** For `http` the answer to each request. For `web-socket` the body is said when a connection is open. */
export interface FarSideAnswer {
  /** Default: 200. With 204 there is no body. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
