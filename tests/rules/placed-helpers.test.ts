import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What stands where a framework looks for handlers is none where other files give it what no framework gives. */

const note = (parameters: string): string => `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const note = async (${parameters}) => {
  const client = new DynamoDBClient({ region: 'eu-west-1' });
  await client.send(new PutItemCommand({ TableName: 'notes' }));
};
export default note;
`;
const form = (call: string): string => `import note from '../pages/api/note';
export const save = async (user, res) => { ${call} };
`;

async function reports(parameters: string, files: Readonly<Record<string, string>>): Promise<number> {
  const manifest = { name: 'shop', dependencies: { next: '^14.0.0' } };
  const source = note(parameters);
  const project = createProject({ files: { 'package.json': manifest, 'src/pages/api/note.ts': source, ...files } });
  return (await project.lint('src/pages/api/note.ts', source)).length;
}

it.each<[string, string, string]>([
  ['its parameters are texts', 'id: string, action: string', 'await note(user.id, action);'],
  ['it is given a text', 'id, action', "await note(user.id, 'saved');"],
  ['it is given a text with something in it', 'id, action', 'await note(`${user.id}`, action);'],
  ['it is given a number', 'id, count', 'await note(user.id, 3);'],
])('is silent where another file calls it, and %s', async (_, parameters, call) => {
  expect(await reports(parameters, { 'src/hooks/form.ts': form(call) })).toBe(0);
});

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['nobody calls it', 'id, action', {}],
  ['another file wraps it', 'req, res', { 'src/wrapped.ts': form('await logged(note);') }],
  ['another file passes on what it is given', 'req, res', { 'src/wrapped.ts': form('await note(user, res);') }],
  ['another file passes on more than that', 'req, res, mode', { 'src/wrapped.ts': form("await note(user, res, 'quiet');") }],
  ['another file makes a request up', 'req, res', { 'src/warm.ts': form("await note({ method: 'GET' }, null);") }],
  ['another file exports it', 'req, res', { 'src/index.ts': "export { default } from './pages/api/note';\n" }],
  ['only a test gives it a text', 'req, res', { 'tests/note.test.ts': "import note from '../src/pages/api/note';\nnote('x', 'y');\n" }],
])('reports where %s', async (_, parameters, files) => {
  expect(await reports(parameters, files)).toBe(1);
});

it('reports an action that pages give texts of their own', async () => {
  const source = `'use server';\n${note('id: string').replace('export default note', 'export { note }')}`;
  const project = createProject({
    files: {
      'src/app/actions.ts': source,
      'package.json': { name: 'shop', dependencies: { next: '^14.0.0' } },
      'src/app/form.tsx': "import { note } from './actions';\nexport const save = () => note('x');\n",
    },
  });
  expect(await project.lint('src/app/actions.ts', source)).toHaveLength(1);
});
