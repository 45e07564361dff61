// Attaches to the process of the given id and waits to be killed.
import { attach } from '../../../src/runtime/inspector/attach.js';

await attach({ kind: 'process', pid: Number(process.argv[2]) });
console.log('attached');
setInterval(() => {}, 1000);
