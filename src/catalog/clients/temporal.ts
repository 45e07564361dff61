import type { ClientFamily } from '../types.js';

export const temporal: ClientFamily = {
  name: 'temporal',
  title: 'Temporal',
  clients: [],
};
