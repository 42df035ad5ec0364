/** Gives a child process of Node what a utility process of Electron has: `process.parentPort`, and the ports that come by it. */
import { EventEmitter } from 'node:events';

const parent = new EventEmitter();
const send = process.send?.bind(process);
const say = (/** @type {object} */ message) => void (process.connected && send?.(message));
/** @type {Map<number, { receive(data: unknown): void }>} */
const ports = new Map();

/** @param {number} id */
function openPort(id) {
  const port = new EventEmitter();
  /** @type {unknown[] | undefined} */
  let held = [];
  const receive = (/** @type {unknown} */ data) => {
    if (held) held.push(data);
    else port.emit('message', { data, ports: [] });
  };
  const start = () => {
    const waiting = held ?? [];
    held = undefined;
    for (const data of waiting) receive(data);
  };
  ports.set(id, { receive });
  process.once('disconnect', () => port.emit('close'));
  return Object.assign(port, { start, postMessage: (/** @type {unknown} */ data) => say({ port: id, data }) });
}

/** @typedef {{ port: number, data: unknown } | { ports: number[], data: unknown }} Message */
const hear = (/** @type {Message} */ message) => {
  if ('port' in message) ports.get(message.port)?.receive(message.data);
  else parent.emit('message', { data: message.data, ports: message.ports.map(openPort) });
};

// Messages wait until somebody listens, as in Electron.
parent.once('newListener', () => setImmediate(() => process.on('message', hear)));
// Electron ends its utility processes with itself.
process.once('disconnect', () => process.exit(0));
const postMessage = (/** @type {unknown} */ data) => say({ ports: [], data });
Object.assign(process, { parentPort: Object.assign(parent, { postMessage }) });
// There is no other way to the parent in a utility process.
Reflect.deleteProperty(process, 'send');
