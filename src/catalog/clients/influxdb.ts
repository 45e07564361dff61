import type { ClientFamily } from '../types.js';

export const influxdb: ClientFamily = {
  name: 'influxdb',
  title: 'InfluxDB',
  clients: [
    {
      package: '@influxdata/influxdb-client',
      export: 'InfluxDB',
      kind: 'class',
      holds: 'nothing',
      reason: 'Requests go through the global agents of Node.js unless it is given one.',
      docs: 'https://influxdata.github.io/influxdb-client-js/influxdb-client.influxdb.html',
    },
    {
      package: '@influxdata/influxdb-client',
      export: 'InfluxDB().getWriteApi',
      kind: 'factory',
      holds: 'timer',
      connects: 'firstUse',
      release: ['close', 'dispose'],
      releaseIs: 'async',
      cost: 'waste',
      inert: ['useDefaultTags'],
      collected: 'Its timers end once what it buffers is written; what is not written when the process ends is lost.',
      docs: 'https://influxdata.github.io/influxdb-client-js/influxdb-client.writeapi.html',
    },
    {
      package: 'influx',
      export: 'InfluxDB',
      kind: 'class',
      holds: 'nothing',
      reason: 'Requests go through the global agents of Node.js.',
      docs: 'https://node-influx.github.io/',
    },
    {
      package: '@influxdata/influxdb3-client',
      export: 'InfluxDBClient',
      kind: 'class',
      holds: 'grpc-channel',
      connects: 'firstUse',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      docs: 'https://docs.influxdata.com/influxdb3/core/reference/client-libraries/v3/javascript/',
    },
  ],
};
