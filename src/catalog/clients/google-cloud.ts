import type { ClientFamily } from '../types.js';

export const googleCloud: ClientFamily = {
  name: 'google-cloud',
  title: 'Google Cloud',
  clients: [],
};
