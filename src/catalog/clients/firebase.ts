import type { ClientFamily } from '../types.js';

export const firebase: ClientFamily = {
  name: 'firebase',
  title: 'Firebase',
  clients: [],
};
