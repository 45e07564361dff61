import type { FrameworkModel } from '../types.js';

/** No entry points: it tells how often the classes are constructed that it injects. */
export const typedi: FrameworkModel = {
  name: 'typedi',
  title: 'TypeDI',
  packages: ['typedi'],
  runtime: 'node-server',
  entries: [],
  containers: [{ decorators: ['Service'], scope: 'once', perUse: ['transient:true'] }],
  injection: { bindings: [], asks: ['get'], decorators: ['Inject'], parameters: 'types' },
  docs: 'https://docs.typestack.community/typedi/develop/basic-usage-guide/creating-services',
};
