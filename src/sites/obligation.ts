import type { Obligation } from './client-calls.js';
import type { Site } from './sites.js';

/** What must be done with a client, and what the catalog knows of its methods. */
export function obligationOf({ model, name, holds }: Site): Obligation {
  const { release, setup = [], inert = [], parts = [], partOwners = [], globalBy = [], connects } = model;
  return {
    specifier: name.specifier, release, setup, inert, parts, partOwners, globalBy, connects,
    ...(holds === 'http-agent' && { isAgent: true }),
  };
}
