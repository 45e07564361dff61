import type { FrameworkModel } from '../types.js';

export const mqtt: FrameworkModel = {
  name: 'mqtt',
  title: 'MQTT subscription',
  packages: ['mqtt', 'async-mqtt', 'aedes'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['connect()', 'connectAsync()'],
      receiverTypes: ['MqttClient', 'AsyncMqttClient', 'Client'],
      receiverNames: ['client', 'mqttClient'],
      methods: ['on', 'addListener'],
      firstArgument: ['message', 'packetreceive'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['default()', 'Aedes()', 'Aedes.createBroker()'],
      receiverTypes: ['default', 'Aedes'],
      receiverNames: ['aedes', 'broker'],
      methods: ['on'],
      firstArgument: ['publish', 'subscribe', 'unsubscribe', 'client', 'clientReady', 'clientDisconnect', 'ack'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  docs: 'https://github.com/mqttjs/MQTT.js#event-message',
};
