/** What objects call their own state, and how they are asked for it. */

/** Methods that ask an object how it is. */
export const stateQueries = /^(?:is|has)[A-Z]/;

/** What objects call their own state. */
export const stateNames = new RegExp([
  'activ', 'alive', 'busy', 'cache', 'clos', 'connect', 'count', 'current', 'destroy', 'end', 'expir', 'init', 'last', 'length', 'live',
  'load', 'lock', 'open', 'pending', 'ready', 'run', 'size', 'start', 'state', 'status', 'stop', 'valid',
].join('|'), 'i');
