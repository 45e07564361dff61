import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* What the context of a request has borrowed is passed around by the framework, which gives nothing back. */

const rule = 'require-connection-release';
const files = { 'package.json': { dependencies: { '@apollo/server': '^5.0.0', pg: '^8.0.0', 'neo4j-driver': '^6.0.0' } } };

const graph = (resolver: string, context: string, more = ''): string => `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import neo4j from 'neo4j-driver';
import { Pool } from 'pg';
const pool = new Pool();
const driver = neo4j.driver(url);
const resolvers = { Query: { orders: ${resolver} } };
const server = new ApolloServer({ typeDefs, resolvers${more} });
startStandaloneServer(server, {
  ${context}
});
`;
const run = "async (_, args, ctx) => (await ctx.session.run('RETURN 1')).records.length";
const query = "async (_, args, { client }) => (await client.query('SELECT 1')).rows";
const opened = 'context: async () => ({ session: driver.session() }),';

const lost: MarkedCases = {
  'a session': graph(run, `${opened} // leak`),
  'a connection, taken out of the context': graph(query, 'context: async () => ({ client: await pool.connect() }), // leak'),
  'a session among other things': graph(run, `context: async ({ req }) => {
    const user = req.headers.authorization;
    return { user, session: driver.session() }; // leak
  },`),
};

const silent: MarkedCases = {
  'a session that a plugin of the server closes': graph(run, opened, `, plugins: [{
  async requestDidStart() {
    return { willSendResponse: async ({ contextValue }) => contextValue.session.close() };
  },
}]`),
  'a session that a resolver closes': graph(
    "async (_, args, ctx) => { try { return await ctx.session.run('RETURN 1'); } finally { await ctx.session.close(); } }", opened),
  'a session that nobody is seen to use': graph('() => 1', opened),
  'a session that a resolver hands on': graph('(_, args, ctx) => load(ctx.session)', opened),
  'a session that is looked up by its name': graph(run, opened, ', introspection: lookUp("session")'),
};

describeMarked('borrowed for the context of a request', lost, { rule, files, filenames: ['src/service.js'] });
describeMarked('borrowed for the context of a request, and perhaps given back', silent, { rule, files, filenames: ['src/service.js'] });
