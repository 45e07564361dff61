/** All SDK families, in alphabetical order. Each is one file of `clients/` and one preset. */
import { amqp } from './clients/amqp.js';
import { arangodb } from './clients/arangodb.js';
import { aws } from './clients/aws.js';
import { azure } from './clients/azure.js';
import { browsers } from './clients/browsers.js';
import { cassandra } from './clients/cassandra.js';
import { chat } from './clients/chat.js';
import { clickhouse } from './clients/clickhouse.js';
import { couchbase } from './clients/couchbase.js';
import { databases } from './clients/databases.js';
import { databricks } from './clients/databricks.js';
import { devices } from './clients/devices.js';
import { discovery } from './clients/discovery.js';
import { drizzle } from './clients/drizzle.js';
import { duckdb } from './clients/duckdb.js';
import { elasticsearch } from './clients/elasticsearch.js';
import { featureFlags } from './clients/feature-flags.js';
import { firebase } from './clients/firebase.js';
import { googleCloud } from './clients/google-cloud.js';
import { grpc } from './clients/grpc.js';
import { grpcSdks } from './clients/grpc-sdks.js';
import { hana } from './clients/hana.js';
import { http } from './clients/http.js';
import { influxdb } from './clients/influxdb.js';
import { jobQueues } from './clients/job-queues.js';
import { kafka } from './clients/kafka.js';
import { langchain } from './clients/langchain.js';
import { ldap } from './clients/ldap.js';
import { llm } from './clients/llm.js';
import { mail } from './clients/mail.js';
import { mcp } from './clients/mcp.js';
import { memcached } from './clients/memcached.js';
import { messaging } from './clients/messaging.js';
import { mongodb } from './clients/mongodb.js';
import { mqtt } from './clients/mqtt.js';
import { mssql } from './clients/mssql.js';
import { mysql } from './clients/mysql.js';
import { nats } from './clients/nats.js';
import { neo4j } from './clients/neo4j.js';
import { nestjsMicroservices } from './clients/nestjs-microservices.js';
import { observability } from './clients/observability.js';
import { oracle } from './clients/oracle.js';
import { orm } from './clients/orm.js';
import { postgres } from './clients/postgres.js';
import { prisma } from './clients/prisma.js';
import { redis } from './clients/redis.js';
import { saas } from './clients/saas.js';
import { search } from './clients/search.js';
import { snowflake } from './clients/snowflake.js';
import { sqlite } from './clients/sqlite.js';
import { sshFtp } from './clients/ssh-ftp.js';
import { stores } from './clients/stores.js';
import { temporal } from './clients/temporal.js';
import { vector } from './clients/vector.js';
import { websocket } from './clients/websocket.js';
import { workers } from './clients/workers.js';
import type { ClientFamily } from './types.js';

export const families: readonly ClientFamily[] = [
  amqp,
  arangodb,
  aws,
  azure,
  browsers,
  cassandra,
  chat,
  clickhouse,
  couchbase,
  databases,
  databricks,
  devices,
  discovery,
  drizzle,
  duckdb,
  elasticsearch,
  featureFlags,
  firebase,
  googleCloud,
  grpc,
  grpcSdks,
  hana,
  http,
  influxdb,
  jobQueues,
  kafka,
  langchain,
  ldap,
  llm,
  mail,
  mcp,
  memcached,
  messaging,
  mongodb,
  mqtt,
  mssql,
  mysql,
  nats,
  neo4j,
  nestjsMicroservices,
  observability,
  oracle,
  orm,
  postgres,
  prisma,
  redis,
  saas,
  search,
  snowflake,
  sqlite,
  sshFtp,
  stores,
  temporal,
  vector,
  websocket,
  workers,
];
