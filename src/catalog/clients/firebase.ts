/** Firebase keeps apps and their services in registries of the process, so that asking for one per request makes no new one. */
import type { ClientFamily } from '../types.js';

const registered = 'Apps are kept by name in a registry of the process: a second call hands out the first one, or throws.';
const perApp = 'The service is kept with its app: every call hands out the same instance.';

export const firebase: ClientFamily = {
  name: 'firebase',
  title: 'Firebase',
  clients: [
    {
      package: ['firebase-admin', 'firebase-admin/app'],
      export: 'initializeApp',
      kind: 'factory',
      holds: 'nothing',
      reason: registered,
      docs: 'https://firebase.google.com/docs/admin/setup',
    },
    {
      package: 'firebase-admin',
      export: ['firestore', 'database', 'auth', 'storage', 'messaging', 'app'],
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin',
    },
    {
      package: 'firebase-admin/firestore',
      export: ['getFirestore', 'initializeFirestore'],
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.firestore',
    },
    {
      package: 'firebase-admin/database',
      export: ['getDatabase', 'getDatabaseWithUrl'],
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.database',
    },
    {
      package: 'firebase-admin/auth',
      export: 'getAuth',
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.auth',
    },
    {
      package: 'firebase-admin/storage',
      export: 'getStorage',
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.storage',
    },
    {
      package: 'firebase-admin/messaging',
      export: 'getMessaging',
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/admin/node/firebase-admin.messaging',
    },
    {
      package: ['firebase/app', '@firebase/app'],
      export: 'initializeApp',
      kind: 'factory',
      holds: 'nothing',
      reason: registered,
      docs: 'https://firebase.google.com/docs/reference/js/app',
    },
    {
      package: ['firebase/app', '@firebase/app'],
      export: 'initializeServerApp',
      kind: 'factory',
      holds: 'nothing',
      reason: 'Apps are kept by their options and tokens until they are deleted; what opens connections are the services of an app.',
      note: 'Each `authIdToken` makes an app of its own, until `deleteApp()` or the end of the object in `releaseOnDeref`.',
      docs: 'https://firebase.google.com/docs/reference/js/app#initializeserverapp',
    },
    {
      package: ['firebase/firestore', '@firebase/firestore'],
      export: ['getFirestore', 'initializeFirestore'],
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/js/firestore_',
    },
    {
      package: ['firebase/database', '@firebase/database'],
      export: 'getDatabase',
      kind: 'factory',
      holds: 'nothing',
      reason: perApp,
      docs: 'https://firebase.google.com/docs/reference/js/database',
    },
  ],
  sharedClosers: [
    {
      package: 'firebase-admin/firestore',
      export: ['getFirestore().terminate', 'initializeFirestore().terminate'],
      docs: 'https://cloud.google.com/nodejs/docs/reference/firestore/latest/firestore/firestore',
    },
    {
      package: 'firebase-admin',
      export: 'firestore().terminate',
      docs: 'https://cloud.google.com/nodejs/docs/reference/firestore/latest/firestore/firestore',
    },
  ],
};
