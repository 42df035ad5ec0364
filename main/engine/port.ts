/** The engine process's end of the channel to its host. */
export interface EnginePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What is used of Electron's message ports in a utility process. */
type Port = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
};

/** What Electron's utility process offers as `process.parentPort`. Its first message brings the port to the host. */
type ParentPort = {
  once(event: 'message', listener: (event: { ports: readonly Port[] }) => void): unknown;
};

/** The channel to whoever started this process: Electron's main process or a Node process that forked it. */
export function openPort(): EnginePort {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parentPort)) return utilityPort(parentPort);
  if (process.send !== undefined) return childPort();
  throw new Error('The engine has to be started by the studio.');
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'once' in value;
}

/** The engine speaks only when it was spoken to, so nothing is posted before the port is there. */
function utilityPort(parent: ParentPort): EnginePort {
  let port: Port | undefined;
  return {
    post: (message) => port?.postMessage(message),
    onMessage: (listener) => {
      parent.once('message', ({ ports }) => {
        [port] = ports;
        port?.on('message', ({ data }) => listener(data));
        // Whoever started the engine is gone: nobody is left to work for.
        port?.on('close', () => process.exit(0));
        port?.start();
      });
    },
  };
}

function childPort(): EnginePort {
  // Whoever started the engine is gone: nobody is left to work for.
  process.once('disconnect', () => process.exit(0));
  return {
    post: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}
