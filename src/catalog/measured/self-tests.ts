/**
 * For which versions the self-test of `client-lifetime watch` passed: constructions of the SDK were counted exactly, at their line and
 * column, as CommonJS and as an ES module where it can be loaded so, and the application went on as without.
 * `npm run self-test` writes what stands in `selfTests`.
 */

/** What the self-test found of one export. */
export interface SelfTested {
  readonly version: string;
  /** The export that was constructed. */
  readonly export: string;
  /** Major versions of Node.js under which it ran, and whether it passed. */
  readonly node: Readonly<Record<string, 'passed' | 'failed'>>;
}

export const selfTests: Readonly<Record<string, readonly SelfTested[]>> = {
  '@aws-sdk/client-cloudwatch': [
    { version: '3.1164.0', export: 'CloudWatchClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-cloudwatch-logs': [
    { version: '3.1169.0', export: 'CloudWatchLogsClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-cognito-identity-provider': [
    { version: '3.1169.0', export: 'CognitoIdentityProviderClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-dynamodb': [
    { version: '3.1164.0', export: 'DynamoDBClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-ecr': [{ version: '3.1169.0', export: 'ECRClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-ecs': [{ version: '3.1164.0', export: 'ECSClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-eventbridge': [
    { version: '3.1169.0', export: 'EventBridgeClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-firehose': [
    { version: '3.1169.0', export: 'FirehoseClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-iam': [{ version: '3.1169.0', export: 'IAMClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-kms': [{ version: '3.1164.0', export: 'KMSClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-lambda': [
    { version: '3.1164.0', export: 'LambdaClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-s3': [{ version: '3.1169.0', export: 'S3Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-secrets-manager': [
    { version: '3.1163.0', export: 'SecretsManagerClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-ses': [{ version: '3.1169.0', export: 'SESClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-sesv2': [
    { version: '3.1169.0', export: 'SESv2Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@aws-sdk/client-sfn': [{ version: '3.1163.0', export: 'SFNClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-sns': [{ version: '3.1169.0', export: 'SNSClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-sqs': [{ version: '3.1169.0', export: 'SQSClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-ssm': [{ version: '3.1169.0', export: 'SSMClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@aws-sdk/client-sts': [{ version: '3.1169.0', export: 'STSClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@clickhouse/client': [{ version: '1.23.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@connectrpc/connect-node': [
    { version: '1.6.1', export: 'Http2SessionManager', node: { 20: 'failed' } },
    { version: '2.1.2', export: 'Http2SessionManager', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '2.1.2', export: 'createGrpcTransport', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@elastic/elasticsearch': [
    { version: '7.17.14', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '9.4.3', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/bigquery-storage': [
    { version: '5.1.2', export: 'BigQueryReadClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/bigtable': [{ version: '6.5.1', export: 'Bigtable', node: { 20: 'failed', 22: 'failed' } }],
  '@google-cloud/datastore': [{ version: '10.1.1', export: 'Datastore', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@google-cloud/dialogflow': [
    { version: '7.9.0', export: 'AgentsClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/firestore': [{ version: '8.7.1', export: 'Firestore', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@google-cloud/kms': [
    { version: '6.3.0', export: 'AutokeyAdminClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/monitoring': [
    { version: '5.4.0', export: 'AlertPolicyServiceClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/recaptcha-enterprise': [
    { version: '6.4.2', export: 'RecaptchaEnterpriseServiceClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/resource-manager': [
    { version: '6.3.0', export: 'FoldersClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@google-cloud/spanner': [{ version: '8.13.0', export: 'Spanner', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@google-cloud/vision': [
    { version: '5.3.7', export: 'ImageAnnotatorClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@grpc/grpc-js': [
    { version: '1.12.5', export: 'Channel', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Channel', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.12.5', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@nats-io/transport-node': [{ version: '3.4.0', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  '@opensearch-project/opensearch': [
    { version: '3.9.0', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@redis/client': [
    { version: '6.3.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClientPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@temporalio/client': [
    { version: '1.24.0', export: 'Connection.connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.24.0', export: 'Connection.lazy', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  'amqp-connection-manager': [
    { version: '5.0.0', export: 'AmqpConnectionManagerClass', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.0.0', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  amqplib: [{ version: '2.3.1', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  bull: [{ version: '4.16.5', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  bullmq: [
    { version: '6.7.0', export: 'Queue', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.7.0', export: 'Worker', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  ioredis: [
    { version: '5.11.1', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.11.1', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '4.31.0', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  iovalkey: [
    { version: '0.4.0', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '0.4.0', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '0.4.0', export: 'Valkey', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  knex: [{ version: '3.3.0', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  ldapjs: [{ version: '3.0.7', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  ldapts: [{ version: '8.2.0', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  mariadb: [
    { version: '3.5.4', export: 'createConnection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.5.4', export: 'createPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.5.4', export: 'createPoolCluster', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  memcached: [{ version: '2.2.2', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  memjs: [
    { version: '1.3.2', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.3.2', export: 'Client.create', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mqtt: [
    { version: '5.16.0', export: 'MqttClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.16.0', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.16.0', export: 'connectAsync', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mysql: [
    { version: '2.18.1', export: 'createConnection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '2.18.1', export: 'createPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '2.18.1', export: 'createPoolCluster', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mysql2: [
    { version: '3.24.6', export: 'createConnection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.24.6', export: 'createPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.24.6', export: 'createPoolCluster', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  nats: [{ version: '2.29.3', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  'nice-grpc': [{ version: '2.1.18', export: 'createChannel', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  pg: [
    { version: '8.23.1', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '8.23.1', export: 'Pool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  'pg-pool': [{ version: '3.14.0', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  postgres: [{ version: '3.4.9', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  'rabbitmq-client': [{ version: '5.0.8', export: 'Connection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  redis: [
    { version: '3.1.2', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '4.7.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClientPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  sequelize: [{ version: '6.37.8', export: 'Sequelize', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  ssh2: [{ version: '1.17.0', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
  typeorm: [
    { version: '0.3.31', export: 'DataSource', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.1.1', export: 'DataSource', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  undici: [
    { version: '7.30.2', export: 'Agent', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Pool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'WebSocket', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  ws: [{ version: '8.23.0', export: 'WebSocket', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } }],
};
