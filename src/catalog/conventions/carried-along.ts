import type { ExportsModel } from '../match.js';

/** A function of packages that is given an object which whoever works on the same request gets, until that is over. */
export interface CarryingModel extends ExportsModel {
  /** Where the object stands among the arguments. */
  readonly argument: number;
  /** The option of the argument that is the object. Left out: the argument itself. */
  readonly option?: string;
}

export const carrying: readonly CarryingModel[] = [
  { package: 'async_hooks', export: ['AsyncLocalStorage().run', 'AsyncLocalStorage().enterWith'], argument: 0 },
  { package: 'graphql', export: ['graphql', 'execute', 'graphqlSync', 'subscribe'], argument: 0, option: 'contextValue' },
  { package: ['@apollo/server', 'apollo-server'], export: 'ApolloServer().executeOperation', argument: 1, option: 'contextValue' },
];
