/** The engine process's end of the channel to its host. */
export interface EnginePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron's utility process offers as `process.parentPort`. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
};

/** The channel to whoever started this process: Electron's main process or a Node process that forked it. */
export function openPort(): EnginePort {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parentPort)) return utilityPort(parentPort);
  if (process.send !== undefined) return childPort();
  throw new Error('The engine has to be started by the studio.');
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function utilityPort(port: ParentPort): EnginePort {
  return {
    post: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data);
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
