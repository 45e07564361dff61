import { pair, silent, type FrameworkCase } from './build.js';

export const lowCodeCases: readonly FrameworkCase[] = [
  ...pair('n8n', 'the run of a node', 'nodes/Vision/Vision.node.ts', `
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
IMPORT
export class Vision implements INodeType {
  description = { displayName: 'Vision', name: 'vision' };
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const client = CLIENT;
    return [this.helpers.returnJsonArray(await client.labelDetection(this.getNodeParameter('uri', 0)))];
  }
}
`),
  ...pair('n8n', 'a node that polls', 'nodes/Vision/VisionTrigger.node.ts', `
import type { INodeType } from 'n8n-workflow';
IMPORT
export class VisionTrigger implements INodeType {
  async poll() {
    return [[{ json: await CLIENT.labelDetection('gs://bucket/last.png') }]];
  }
}
`),
  ...pair('n8n', 'options that are loaded', 'nodes/Vision/methods.ts', `
import type { ILoadOptionsFunctions } from 'n8n-workflow';
IMPORT
export async function getLabels(this: ILoadOptionsFunctions) {
  const client = CLIENT;
  return client.labelDetection('gs://bucket/last.png');
}
`),
  ...pair('n8n', 'the webhook of a node', 'nodes/Vision/Webhook.node.ts', `
import { INodeType, IWebhookFunctions } from 'n8n-workflow';
IMPORT
export class VisionWebhook implements INodeType {
  async webhook(this: IWebhookFunctions) {
    return { workflowData: [await CLIENT.labelDetection(this.getBodyData().uri)] };
  }
}
`),
  ...silent('n8n', 'a class that only has the name of the method', 'nodes/Vision/migration.ts', `
IMPORT
class Migration {
  async execute() {
    await CLIENT.labelDetection('gs://bucket/last.png');
  }
}
await new Migration().execute();
`),

  ...pair('node-red', 'the input of a node that has another name', 'nodes/that.js', `
REQUIRE
module.exports = function (RED) {
  RED.nodes.registerType('scan', function (config) {
    RED.nodes.createNode(this, config);
    const that = this;
    that.on('input', async (msg) => that.send({ payload: await CLIENT.labelDetection(msg.payload) }));
  });
};
`),

  ...pair('activepieces', 'an action', 'src/lib/actions/scan.ts', `
import { createAction } from '@activepieces/pieces-framework';
IMPORT
export const scan = createAction({
  name: 'scan',
  props: {},
  async run({ propsValue }) {
    const client = CLIENT;
    return client.labelDetection(propsValue.uri);
  },
});
`),
  ...pair('activepieces', 'a trigger', 'src/lib/triggers/added.ts', `
import { createTrigger } from '@activepieces/pieces-framework';
IMPORT
export const added = createTrigger({
  name: 'added',
  onEnable: async () => {},
  onDisable: async () => {},
  run: async ({ payload }) => [await CLIENT.labelDetection(payload.body.uri)],
});
`),
  ...pair('activepieces', 'options of a property', 'src/lib/property.ts', `
import { Property } from '@activepieces/pieces-framework';
IMPORT
export const label = Property.Dropdown({
  displayName: 'Label',
  options: async ({ auth }) => {
    const client = CLIENT;
    return { options: await client.labelDetection(auth) };
  },
});
`),
  ...silent('activepieces', 'an action of another origin', 'src/store.ts', `
import { createAction } from './store-helpers';
IMPORT
createAction({ name: 'scan', run: () => { void CLIENT; } });
`),

  ...pair('integration-platforms', 'the operation of a Zapier action', 'creates/scan.js', `
REQUIRE
const perform = async (z, bundle) => {
  const client = CLIENT;
  return { labels: await client.labelDetection(bundle.inputData.uri) };
};
module.exports = { key: 'scan', noun: 'Scan', operation: { perform, inputFields: [] } };
`),
  ...pair('integration-platforms', 'a typed function of Zapier', 'src/perform.ts', `
import type { Bundle, ZObject } from 'zapier-platform-core';
IMPORT
export const perform = async (z: ZObject, bundle: Bundle) => CLIENT.labelDetection(bundle.inputData.uri);
`),
  ...pair('integration-platforms', 'the run of a Pipedream component', 'components/vision/actions/scan/scan.mjs', `
IMPORT
export default {
  key: 'vision-scan',
  type: 'action',
  async run({ $ }) {
    const client = CLIENT;
    $.export('labels', await client.labelDetection(this.uri));
  },
};
`),
  ...pair('integration-platforms', 'a query of ToolJet', 'plugins/vision/lib/index.ts', `
import type { QueryService } from '@tooljet-plugins/common';
IMPORT
export default class Vision implements QueryService {
  async run(source, query) {
    const client = CLIENT;
    return { status: 'ok', data: await client.labelDetection(query.uri) };
  }
}
`),
  ...silent('integration-platforms', 'an action of a script', 'scripts/actions.mjs', `
IMPORT
export default {
  async run() {
    await CLIENT.labelDetection('gs://bucket/last.png');
  },
};
`),

  ...pair('flowise', 'the run of a node', 'packages/components/nodes/tools/Vision/Vision.ts', `
import { INode } from '../../../src/Interface';
IMPORT
class Vision_Tools implements INode {
  label = 'Vision';
  async run(nodeData, input) {
    const client = CLIENT;
    return client.labelDetection(input);
  }
}
module.exports = { nodeClass: Vision_Tools };
`),
  ...pair('flowise', 'the start of a node', 'packages/components/nodes/vision/Init.ts', `
IMPORT
class Vision_Init {
  async init(nodeData) {
    return CLIENT;
  }
}
module.exports = { nodeClass: Vision_Init };
`),
  ...silent('flowise', 'a class of the folder that is no node', 'packages/components/nodes/vision/helper.ts', `
IMPORT
export class Helper {
  async run() {
    await CLIENT.labelDetection('gs://bucket/last.png');
  }
}
`),
];
