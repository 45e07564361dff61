import type { FrameworkModel } from '../types.js';

/** The main process, which answers the windows of a desktop program. */
export const electron: FrameworkModel = {
  name: 'electron',
  title: 'Electron',
  packages: ['electron', 'electron/main'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['ipcMain.handle', 'ipcMain.on', 'ipcMain.addListener'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receiverTypes: ['IpcMain'],
      methods: ['handle', 'on', 'addListener'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
    // `registerHandlers(ipcMain)`, in a file that imports nothing of it.
    { kind: 'call', receiverNames: ['ipcMain'], methods: ['handle'], handlers: [{ argument: 1 }], runs: 'message' },
  ],
  docs: 'https://www.electronjs.org/docs/latest/api/ipc-main',
};
