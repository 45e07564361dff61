import { callOf } from './clients.mjs';

/** One leaking file for each framework, as people write it. */
export const frameworks = [
  {
    title: 'Express',
    file: 'src/server.ts',
    dependencies: ['express'],
    code: (client) => `import express from 'express';
${importOf(client)}

const app = express();

app.post('/orders', async (req, res) => {
${constructionOf(client, 2)}
  res.json(await ${callWith(client, 'req.body')});
});
`,
  },
  {
    title: 'NestJS',
    file: 'src/orders.controller.ts',
    dependencies: ['@nestjs/common', '@nestjs/core'],
    code: (client) => `import { Body, Controller, Post } from '@nestjs/common';
${importOf(client)}

@Controller('orders')
export class OrdersController {
  @Post()
  async create(@Body() order: Order) {
${constructionOf(client, 4)}
    return ${callWith(client, 'order')};
  }
}
`,
  },
  {
    title: 'Next.js',
    file: 'app/api/orders/route.ts',
    dependencies: ['next', 'react'],
    code: (client) => `${importOf(client)}

export async function POST(request: Request) {
  const order = await request.json();
${constructionOf(client, 2)}
  return Response.json(await ${callWith(client, 'order')});
}
`,
  },
  {
    title: 'AWS Lambda',
    file: 'handler.ts',
    dependencies: ['aws-lambda', '@types/aws-lambda'],
    code: (client) => `import type { APIGatewayProxyHandler } from 'aws-lambda';
${importOf(client)}

export const handler: APIGatewayProxyHandler = async (event) => {
  const order = JSON.parse(event.body ?? '{}');
${constructionOf(client, 2)}
  return { statusCode: 200, body: JSON.stringify(await ${callWith(client, 'order')}) };
};
`,
  },
];

function importOf({ package: from, export: name, local }) {
  return name === 'default' ? `import ${local} from '${from}';` : `import { ${local} } from '${from}';`;
}

/** The construction, and what sets the client up, as lines of a function. */
function constructionOf({ kind, local, model }, indent) {
  const made = { class: `new ${local}()`, factory: `${local}()`, asyncFactory: `await ${local}()` }[kind];
  const setup = model?.connects === 'connectCall' ? model.setup?.[0] : undefined;
  const lines = [`const client = ${made};`, ...setup === undefined ? [] : [`await client.${setup}();`]];
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

/** `order` names what the request brought. */
function callWith({ package: from }, order) {
  return `client.${callOf(from).replace('(order)', `(${order})`).replace('token', `token: ${order}.token`)}`;
}
