import type { FrameworkModel } from '../types.js';

export const firebaseFunctions: FrameworkModel = {
  name: 'firebase-functions',
  title: 'Firebase Functions',
  packages: ['firebase-functions', 'firebase-functions/*', 'firebase-functions/*/*', 'firebase-functions/*/*/*'],
  runtime: 'lambda',
  entries: [
    {
      kind: 'call',
      methods: ['**.onRequest', '**.onCall', '**.onCallGenkit'],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    {
      kind: 'call',
      // Second generation: `onDocumentCreated(path, fn)`; first generation: `functions.firestore.document(path).onCreate(fn)`.
      methods: [
        '**.onDocument*', '**.onValue*', '**.onMessagePublished', '**.onObject*', '**.onTaskDispatched', '**.onCustomEventPublished',
        '**.onConfigUpdated', '**.onTestMatrixCompleted', '**.onAlertPublished', '**.on*Published', '**.onUserCreated', '**.onUserDeleted',
        '**.beforeUserCreated', '**.beforeUserSignedIn', '**.beforeEmailSent', '**.beforeSmsSent', '**.beforeOperation', '**.onOperation',
        '**.document().onCreate', '**.document().onUpdate', '**.document().onDelete', '**.document().onWrite',
        '**.ref().onCreate', '**.ref().onUpdate', '**.ref().onDelete', '**.ref().onWrite',
        '**.user().onCreate', '**.user().onDelete', '**.user().beforeCreate', '**.user().beforeSignIn', '**.user().beforeEmail',
        '**.topic().onPublish', '**.object().onFinalize', '**.object().onArchive', '**.object().onDelete', '**.object().onMetadataUpdate',
        '**.taskQueue().onDispatch', '**.event().onLog', '**.remoteConfig.onUpdate', '**.testMatrix().onComplete',
      ],
      handlers: [{ argument: 'last' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['**.onSchedule'], handlers: [{ argument: 'last' }], runs: 'tick' },
    // `pubsub.schedule('every 5 minutes').timeZone('…').onRun(fn)`.
    { kind: 'call', methods: ['**.schedule().**.onRun'], handlers: [{ argument: 'last' }], runs: 'tick' },
    {
      kind: 'typedParameter',
      types: [
        'CallableRequest', 'CallableContext', 'EventContext', 'FirestoreEvent', 'CloudEvent', 'ScheduledEvent', 'StorageEvent',
        'TaskContext',
      ],
      runs: 'invocation',
    },
  ],
  once: [{ kind: 'call', methods: ['**.onInit'], handlers: [{ argument: 0 }] }],
  docs: 'https://firebase.google.com/docs/functions',
};
