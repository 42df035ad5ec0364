/** Gives a child process of Node what a utility process of Electron has: `process.parentPort`. */
import { EventEmitter } from 'node:events';

const port = new EventEmitter();
const send = process.send?.bind(process);
// Messages wait until somebody listens, as in Electron.
port.once('newListener', () => {
  setImmediate(() => process.on('message', (/** @type {unknown} */ data) => port.emit('message', { data, ports: [] })));
});
// Electron ends its utility processes with itself.
process.once('disconnect', () => process.exit(0));
Object.assign(process, {
  parentPort: Object.assign(port, {
    postMessage: (/** @type {unknown} */ message) => void (process.connected && send?.(message)),
  }),
});
// There is no other way to the parent in a utility process.
Reflect.deleteProperty(process, 'send');
